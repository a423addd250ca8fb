import { ActionIcon, Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { Hint } from '@/shared/hints/Hint';
import type { Character, Outfit } from '../types';
import classes from './Bible.module.css';
import { newOutfit, referenceError } from './entries';
import { LoraChoice } from './LoraChoice';
import { References } from './References';

type Props = {
  person: Character;
  path: string;
  errorAt: (path: string) => string | undefined;
  onChange: (person: Character) => void;
  onRemove: (person: Character) => void;
};

export const PersonCard = memo(function PersonCard({ person, path, errorAt, onChange, onRemove }: Props) {
  const { name, looks, outfits, references, lora, weight } = person;
  const set = (patch: Partial<Character>) => onChange({ ...person, ...patch });
  const setOutfit = (outfit: Outfit) => set({ outfits: outfits.map(known => (known.id === outfit.id ? outfit : known)) });
  return (
    <article className={classes.card} aria-label={name || 'Person without a name'}>
      <div className={classes.cardHead}>
        <TextInput className={classes.name ?? ''} aria-label="Name" value={name} error={errorAt(`${path}.name`)} onChange={event => set({ name: event.currentTarget.value })} />
        <Hint label="Remove">
          <ActionIcon aria-label={`Remove ${name}`} onClick={() => onRemove(person)}>
            <IconTrash size={17} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </div>
      <Textarea
        label="Looks, the same in every frame"
        placeholder="woman of forty, short grey hair, scar over the left brow"
        autosize
        minRows={2}
        maxRows={8}
        value={looks}
        error={errorAt(`${path}.looks`)}
        onChange={event => set({ looks: event.currentTarget.value })}
      />
      <div role="group" aria-label="Outfits">
        <p className={classes.label}>Outfits; the first is the usual one</p>
        {outfits.map(outfit => (
          <div key={outfit.id} className={classes.outfit}>
            <TextInput aria-label="Name of the outfit" value={outfit.name} onChange={event => setOutfit({ ...outfit, name: event.currentTarget.value })} />
            <Textarea
              aria-label={`What ${outfit.name || 'the outfit'} is`}
              placeholder="yellow oilskin coat, black boots"
              autosize
              minRows={1}
              maxRows={4}
              value={outfit.text}
              onChange={event => setOutfit({ ...outfit, text: event.currentTarget.value })}
            />
            <ActionIcon size={28} aria-label={`Remove ${outfit.name}`} onClick={() => set({ outfits: outfits.filter(({ id }) => id !== outfit.id) })}>
              <IconX size={15} stroke={1.8} />
            </ActionIcon>
          </div>
        ))}
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconPlus size={13} stroke={1.8} />} onClick={() => set({ outfits: [...outfits, newOutfit(outfits)] })}>
          Add an outfit
        </Button>
      </div>
      <References of={name} references={references} error={referenceError(errorAt, `${path}.references`, references)} onChange={next => set({ references: next })} />
      <div className={classes.inline} data-alone={lora === null || undefined}>
        <LoraChoice of={name} lora={lora} onChange={next => set({ lora: next })} />
        {lora !== null && (
          <NumberInput
            size="xs"
            label="Weight"
            step={0.05}
            decimalScale={2}
            value={weight}
            error={errorAt(`${path}.weight`)}
            onChange={value => typeof value === 'number' && set({ weight: value })}
          />
        )}
      </div>
    </article>
  );
});
