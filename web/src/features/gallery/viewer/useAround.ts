import { useMemo } from 'react';
import type { Result } from '../api';
import { useChunks } from '../useChunks';

const near = 100;
const empty: Result = { filter: {}, sort: 'newest', revision: '', count: 0, totalBytes: 0, total: 0, chunk: 100, chunks: [], aspects: new Uint8Array(), days: [] };

/** The image before and the one after. When others came or went meanwhile, it is looked for near where it was. */
export function useAround(id: string, result: Result | null, place: number) {
  const known = result ?? empty;
  const middle = Math.max(0, place);
  const imageAt = useChunks(known, middle - 2, middle + 2);
  const at = useMemo(() => {
    if (place >= 0 && imageAt(place)?.id === id) return place;
    for (let distance = 1; distance <= near; distance++)
      for (const index of [middle - distance, middle + distance]) if (index >= 0 && imageAt(index)?.id === id) return index;
    return imageAt(middle)?.id === id ? middle : -1;
  }, [id, place, middle, imageAt]);

  return {
    at,
    here: at >= 0 ? imageAt(at) : undefined,
    next: at >= 0 ? imageAt(at + 1) : undefined,
    previous: at > 0 ? imageAt(at - 1) : undefined,
  };
}
