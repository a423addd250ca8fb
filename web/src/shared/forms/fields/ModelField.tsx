import { ActionIcon, CloseButton, UnstyledButton } from '@mantine/core';
import { IconRefresh, IconSelector } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy } from 'react';
import { modelLabel } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { ModelPicture } from '@/shared/models/ModelPicture';
import { modelsIn, modelsQuery, useRefreshModels } from '@/shared/models/queries';
import { LatePopup } from '@/shared/ui/LatePopup';
import { isOptional } from '../values';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';
import classes from './ModelField.module.css';

const load = () => import('@/shared/models/ModelPopover');
const ModelPopover = lazy(() => load().then(module => ({ default: module.ModelPopover })));

export function ModelField({ slot, value, error, onChange, onReset }: FieldProps<string | null>) {
  const id = idOf(slot);
  const folder = slot.choicesFrom ?? 'checkpoints';
  const queries = useQueryClient();
  const { data, isError, isPending } = useQuery(modelsQuery);
  const refresh = useRefreshModels();
  const models = modelsIn(data, folder);
  const model = models.find(({ name }) => name === value);
  const isGone = value !== null && models.length > 0 && !model;
  const message = isGone ? `${modelLabel(value)} is not there any more. Choose another.` : error;

  return (
    <div>
      <FieldHeader label={slot.label} id={`${id}-label`} help={slot.help} onReset={onReset}>
        <Hint label="Ask the engines again">
          <ActionIcon size={24} aria-label={`Refresh ${slot.label.toLowerCase()} list`} loading={refresh.isPending} onClick={() => refresh.mutate()}>
            <IconRefresh size={16} stroke={1.8} />
          </ActionIcon>
        </Hint>
      </FieldHeader>
      <LatePopup
        // Asked again when the list opens and a minute has passed.
        onOpen={() => void queries.query(modelsQuery).catch(() => undefined)}
        target={button => (
          <div className={classes.row}>
            <UnstyledButton
              id={id}
              className={classes.target}
              data-error={message !== undefined || undefined}
              aria-labelledby={`${id}-label ${id}`}
              aria-describedby={message === undefined ? undefined : `${id}-error`}
              aria-haspopup="dialog"
              onPointerEnter={() => void load()}
              {...button}
            >
              {model && <ModelPicture folder={folder} name={model.name} isWanted />}
              <span className={classes.name} data-empty={value === null || undefined}>
                {value === null ? emptyLabel(isOptional(slot), isPending) : (model?.label ?? modelLabel(value))}
              </span>
              <IconSelector size={16} stroke={1.6} aria-hidden />
            </UnstyledButton>
            {value !== null && isOptional(slot) && <CloseButton size="md" aria-label={`Clear ${slot.label}`} onClick={() => onChange(null)} />}
          </div>
        )}
      >
        {(target, close) => (
          <ModelPopover
            target={target}
            onClose={close}
            label={slot.label}
            folder={folder}
            models={models}
            reachable={data?.reachable ?? false}
            isLoading={isPending}
            chosen={value === null ? [] : [value]}
            onChoose={({ name }) => {
              onChange(name);
              close();
            }}
          />
        )}
      </LatePopup>
      <FieldError id={id} error={message} />
      {data && models.length === 0 && <p className={classes.hint}>{emptyHint(data.reachable, folder)}</p>}
      {isError && !data && <p className={classes.hint}>The list did not arrive. Refresh to try again.</p>}
    </div>
  );
}

const emptyLabel = (optional: boolean, isPending: boolean) => (isPending ? 'Asking the engines…' : optional ? 'None' : 'The best that the engine has');

const emptyHint = (isReachable: boolean, folder: string) =>
  isReachable
    ? `None yet. Put .safetensors files into ComfyUI’s models/${folder} folder, then refresh.`
    : 'No engine has told what it has yet. Start ComfyUI, then refresh.';
