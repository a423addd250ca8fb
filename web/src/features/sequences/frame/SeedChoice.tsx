import { NumberInput } from '@mantine/core';
import { framePath } from '../story/edits';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';

/** A seed of the frame's own; without one the story's rule says it. */
export function SeedChoice({ frame }: { frame: Frame }) {
  const { change } = useStory();
  return (
    <NumberInput
      label="Seed"
      size="sm"
      hideControls
      allowDecimal={false}
      allowNegative={false}
      placeholder={`${frame.nextSeed}, by the story’s rule`}
      value={frame.seed ?? ''}
      onChange={value => change(framePath(frame.id, 'seed'), typeof value === 'number' ? value : null)}
    />
  );
}
