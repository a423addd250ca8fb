import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { chunkQuery, resultQuery, sameSearch, type Result } from './api';
import type { ImageFilter, Sort } from './search';

/**
 * The result that is shown. A newer one takes its place when the part of it that is in sight has come, so that nothing blinks: not while
 * somebody types, and not when a picture is added.
 */
export function useResult(filter: ImageFilter, sort: Sort, inSight: () => readonly [number, number]) {
  const queries = useQueryClient();
  const { data, error, refetch, isPlaceholderData } = useQuery(resultQuery(filter, sort));
  const fresh = isPlaceholderData ? undefined : data;
  const [shown, setShown] = useState<Result | null>(null);

  useEffect(() => {
    if (!fresh || fresh === shown) return;
    let isCurrent = true;
    const [first, last] = shown && sameSearch(shown, fresh) ? inSight() : [0, 0];
    const chunks = chunksOf(fresh, first, last).map(at => queries.query(chunkQuery(fresh, at)));
    // What does not come now is asked for again where it is drawn.
    void Promise.allSettled(chunks).then(() => isCurrent && setShown(fresh));
    return () => {
      isCurrent = false;
    };
  }, [fresh, shown, inSight, queries]);

  return { result: shown, error: shown && sameSearch(shown, { ...shown, filter, sort }) ? null : error, refetch, isStale: shown !== null && shown !== fresh };
}

/** The chunks that hold the images from `first` to `last`. */
export function chunksOf({ count, chunk }: Pick<Result, 'count' | 'chunk'>, first: number, last: number): number[] {
  if (count === 0) return [];
  const from = Math.floor(Math.min(Math.max(0, first), count - 1) / chunk);
  const to = Math.floor(Math.min(Math.max(first, last), count - 1) / chunk);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
