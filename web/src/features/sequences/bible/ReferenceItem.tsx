import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { assetUrl } from '@/shared/api/baseUrl';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { inputUrl } from '@/shared/inputs/upload';
import { picturedBy } from '../story/pictured';
import { useStory } from '../story/storyContext';
import type { Reference } from '../types';
import classes from './References.module.css';

type Props = { of: string; reference: Reference; onChange: (reference: Reference) => void; onRemove: () => void };

/** One picture of somebody or some place, and how much it counts. */
export function ReferenceItem({ of, reference, onChange, onRemove }: Props) {
  return (
    <li className={classes.reference}>
      {reference.frame !== null ? (
        <FrameStill of={of} frameId={reference.frame} />
      ) : (
        <img src={assetUrl(inputUrl(reference.input ?? ''))} alt={`Reference of ${of}`} width={72} height={72} loading="lazy" />
      )}
      <ActionIcon size={20} className={classes.remove ?? ''} aria-label="Remove this reference" onClick={onRemove}>
        <IconX size={12} stroke={2} />
      </ActionIcon>
      <NumberInput
        size="xs"
        hideControls
        aria-label="Weight of this reference"
        min={0}
        max={2}
        step={0.05}
        decimalScale={2}
        value={reference.weight}
        onChange={value => typeof value === 'number' && onChange({ ...reference, weight: value })}
      />
    </li>
  );
}

/** What stands in a frame now; what is made of it later takes its place. */
function FrameStill({ of, frameId }: { of: string; frameId: string }) {
  const { story } = useStory();
  const at = story.frames.findIndex(({ id }) => id === frameId);
  const image = story.frames[at]?.image ?? null;
  const name = at < 0 ? 'a frame that was taken out' : `frame ${at + 1}`;
  return (
    <span className={classes.still}>
      {image && <Thumbnail image={picturedBy(image, `Reference of ${of}: ${name}`)} />}
      <span className={classes.frame} data-alone={image === null || undefined} title={image ? undefined : `Made first; the others wait for it.`}>
        {at < 0 ? 'Taken out' : `Frame ${at + 1}`}
      </span>
    </span>
  );
}
