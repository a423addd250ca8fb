import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import { Hint } from '@/shared/hints/Hint';
import type { Place } from '../types';
import classes from './Bible.module.css';
import { referenceError } from './entries';
import { References } from './References';

type Props = {
  place: Place;
  path: string;
  errorAt: (path: string) => string | undefined;
  onChange: (place: Place) => void;
  onRemove: (place: Place) => void;
};

export const PlaceCard = memo(function PlaceCard({ place, path, errorAt, onChange, onRemove }: Props) {
  const { name, looks, light, references } = place;
  const set = (patch: Partial<Place>) => onChange({ ...place, ...patch });
  return (
    <article className={classes.card} aria-label={name || 'Place without a name'}>
      <div className={classes.cardHead}>
        <TextInput className={classes.name ?? ''} aria-label="Name" value={name} error={errorAt(`${path}.name`)} onChange={event => set({ name: event.currentTarget.value })} />
        <Hint label="Remove">
          <ActionIcon aria-label={`Remove ${name}`} onClick={() => onRemove(place)}>
            <IconTrash size={17} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </div>
      <Textarea
        label="Look"
        placeholder="white lighthouse on black rocks, rusty railing"
        autosize
        minRows={2}
        maxRows={8}
        value={looks}
        error={errorAt(`${path}.looks`)}
        onChange={event => set({ looks: event.currentTarget.value })}
      />
      <TextInput label="Light" placeholder="cold morning light, fog" value={light} error={errorAt(`${path}.light`)} onChange={event => set({ light: event.currentTarget.value })} />
      <References of={name} references={references} error={referenceError(errorAt, `${path}.references`, references)} onChange={next => set({ references: next })} />
    </article>
  );
});
