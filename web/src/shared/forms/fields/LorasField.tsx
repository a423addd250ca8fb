import { ActionIcon, Button, Popover, Slider, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { use } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { LoraUse, Model } from '@/shared/api/types';
import { modelLabel } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { ModelList } from '@/shared/models/ModelList';
import { modelDetailsQuery, modelsIn, modelsQuery } from '@/shared/models/queries';
import { FormContext } from '../formContext';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';
import classes from './LorasField.module.css';
import { NumberField } from './NumberField';

/** Any number of LoRAs, each with its strength and the words it was trained on. */
export function LorasField({ slot, value, error, onChange, onReset }: FieldProps<LoraUse[]>) {
  const id = idOf(slot);
  const { data, isPending } = useQuery(modelsQuery);
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const folder = slot.choicesFrom ?? 'loras';
  const models = modelsIn(data, folder);
  const change = (at: number, patch: Partial<LoraUse>) => onChange(value.map((lora, n) => (n === at ? { ...lora, ...patch } : lora)));
  const add = ({ name }: Model) => {
    if (value.every(lora => lora.name !== name)) onChange([...value, { name, strength: 1 }]);
    close();
  };

  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <FieldHeader label={slot.label} id={`${id}-label`} help={slot.help} onReset={onReset} />
      {value.length > 0 && (
        <ul className={classes.list}>
          {value.map((lora, at) => (
            <LoraChip
              key={lora.name}
              lora={lora}
              slotName={slot.name}
              folder={folder}
              model={models.find(({ name }) => name === lora.name)}
              isKnown={models.length === 0 || models.some(({ name }) => name === lora.name)}
              onStrength={strength => change(at, { strength })}
              onRemove={() => onChange(value.filter((_, n) => n !== at))}
            />
          ))}
        </ul>
      )}
      <Popover opened={isOpen} onChange={open => !open && close()} width="target" position="bottom" trapFocus returnFocus withRoles={false}>
        <Popover.Target>
          <Button variant="default" size="xs" fullWidth leftSection={<IconPlus size={15} stroke={1.8} />} aria-haspopup="dialog" aria-expanded={isOpen} onClick={toggle}>
            Add a LoRA
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={0} className={classes.dropdown ?? ''} role="dialog" aria-label={slot.label}>
          {isOpen && (
            <ModelList
              label={slot.label}
              folder={folder}
              models={models}
              reachable={data?.reachable ?? false}
              isLoading={isPending}
              chosen={value.map(({ name }) => name)}
              onChoose={add}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <FieldError id={id} error={error} />
    </div>
  );
}

type ChipProps = {
  lora: LoraUse;
  slotName: string;
  folder: string;
  model: Model | undefined;
  isKnown: boolean;
  onStrength: (strength: number) => void;
  onRemove: () => void;
};

function LoraChip({ lora, slotName, folder, model, isKnown, onStrength, onRemove }: ChipProps) {
  const { addToPrompt } = use(FormContext);
  const { data: details } = useQuery({ ...modelDetailsQuery(folder, lora.name), enabled: model !== undefined });
  const label = model?.label ?? modelLabel(lora.name);
  return (
    <li className={classes.chip} data-missing={!isKnown || undefined}>
      <span className={classes.head}>
        {details?.previewUrl && <img className={classes.preview} src={assetUrl(details.previewUrl)} alt="" width={36} height={36} loading="lazy" />}
        <span className={classes.name} title={details?.title ?? lora.name}>
          {label}
        </span>
      </span>
      <NumberField
        className={classes.number ?? ''}
        size="xs"
        aria-label={`Strength of ${label}`}
        value={lora.strength}
        step={0.05}
        onChange={strength => onStrength(strength ?? 0)}
      />
      <Hint label="Remove">
        <ActionIcon size={24} aria-label={`Remove ${label}`} onClick={onRemove}>
          <IconX size={15} stroke={1.8} />
        </ActionIcon>
      </Hint>
      <Slider
        className={classes.slider ?? ''}
        thumbLabel={`Strength of ${label}, ${slotName}`}
        label={null}
        size={3}
        thumbSize={14}
        min={-1}
        max={2}
        step={0.05}
        value={Math.min(2, Math.max(-1, lora.strength))}
        onChange={onStrength}
      />
      {!isKnown && <span className={classes.missing}>No engine has it any more.</span>}
      {details && details.trainedWords.length > 0 && (
        <div className={classes.words} role="group" aria-label={`Words that ${label} was trained on`}>
          {details.trainedWords.slice(0, 8).map(words => (
            <UnstyledButton key={words} className={classes.word} title="Add to the prompt" onClick={() => addToPrompt(words)}>
              + {words}
            </UnstyledButton>
          ))}
        </div>
      )}
    </li>
  );
}
