import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toProblem } from '@/shared/api/problem';
import { continuityQuery } from '../api';
import { useStory } from '../story/storyContext';
import type { Frame, FrameContinuity, Story } from '../types';

/** How each frame's picture goes with those beside it and with its references; asked when there is something to compare, and not while more is being made. */
export function useContinuity() {
  const { story, isRunning } = useStory();
  const pictured = story.frames.filter(({ image }) => image !== null);
  const hasPairs = pictured.length > 1 || (pictured.length === 1 && [...story.characters, ...story.locations].some(({ references }) => references.length > 0));
  const { data, error, refetch } = useQuery({ ...continuityQuery(story.id, comparedIn(story)), enabled: hasPairs && !isRunning, placeholderData: keepPreviousData });
  const byFrame = useMemo(() => new Map(data?.frames.map(frame => [frame.id, frame])), [data]);
  return {
    /** Null as long as nothing is known of the picture that stands there now. */
    of: ({ id, image }: Pick<Frame, 'id' | 'image'>): FrameContinuity | null => {
      const known = byFrame.get(id);
      return known && image !== null && known.imageId === image.id ? known : null;
    },
    scale: data?.scale ?? null,
    problem: error === null ? null : toProblem(error),
    retry: () => void refetch(),
  };
}

/** Everything that the numbers and the remarks depend on. */
export const comparedIn = ({ frames, characters, locations }: Pick<Story, 'frames' | 'characters' | 'locations'>): string =>
  JSON.stringify([
    frames.map(({ id, image, cast, locationId, timeOfDay, shotType }) => [id, image?.id ?? null, cast, locationId, timeOfDay, shotType]),
    [...characters, ...locations].map(({ id, name, references }) => [id, name, references.map(({ input }) => input)]),
  ]);
