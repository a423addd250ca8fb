import { SeedInput } from '@/shared/forms/fields/SeedInput';
import { framePath } from '../story/edits';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';

/** A seed of the frame's own; without one the story's rule says it. */
export function SeedChoice({ frame }: { frame: Frame }) {
  const { change } = useStory();
  return (
    <SeedInput
      label="Seed"
      size="sm"
      placeholder={`${frame.nextSeed}, by the story’s rule`}
      value={frame.seed}
      onChange={seed => change(framePath(frame.id, 'seed'), seed)}
    />
  );
}
