import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Image, ImagePage } from '@/shared/api/types';
import { chunkQuery, type Result } from './api';
import { chunksOf } from './useResult';

const itemsOf = (answers: UseQueryResult<ImagePage>[]) => answers.map(answer => answer.data?.items);

/** The images of a result from `first` to `last`, as they come. While nothing may be asked for, only what is known. */
export function useChunks(result: Result, first: number, last: number, mayAsk = true) {
  const wanted = useMemo(() => chunksOf(result, first, last), [result, first, last]);
  const pages = useQueries({
    queries: wanted.map(at => ({ ...chunkQuery(result, at), enabled: mayAsk })),
    combine: itemsOf,
  });
  return useCallback(
    (index: number): Image | undefined => pages[Math.floor(index / result.chunk) - (wanted[0] ?? 0)]?.[index % result.chunk],
    [pages, wanted, result.chunk],
  );
}
