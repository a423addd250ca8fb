import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLiveEvents, useLiveStatus } from '@/shared/live/liveContext';
import { batchKeys, cellsAtOnce, cellsQuery } from '../api';
import type { Batch, Cell, CellPage } from '../types';
import { isOver } from '../words';
import { patchCells, type News } from './patchCells';

/** Ten jobs may report between two drawings; they are drawn together. */
const pause = 150;

const emptyNews = (): News => ({ jobs: new Map(), images: new Map() });

/** Every cell of a batch by its index, page by page, kept true by the stream. */
export function useCells(batch: Batch | undefined, id: string) {
  const queries = useQueryClient();
  const status = useLiveStatus();
  const pages = Math.ceil((batch?.images ?? 0) / cellsAtOnce);
  const answer = useQueries({ queries: Array.from({ length: pages }, (_, page) => cellsQuery(id, page)), combine });
  useNews(id, pages);

  // Without the stream the counts tell that something changed; at the end nothing may be left out whatever was missed.
  const ended = batch !== undefined && isOver(batch);
  const doubt = status !== 'open' || ended ? doubtKey(batch) : 'live';
  const before = useRef(doubt);
  useEffect(() => {
    if (before.current !== doubt && doubt !== 'live') void queries.invalidateQueries({ queryKey: batchKeys.cells(id) });
    before.current = doubt;
  }, [doubt, id, queries]);

  return { ...answer, reload: useCallback(() => void queries.invalidateQueries({ queryKey: batchKeys.cells(id) }), [queries, id]) };
}

/** The revision alone does not tell of images that came. */
const doubtKey = (batch: Batch | undefined) => (batch ? [batch.revision, batch.images, batch.succeeded, batch.failed, batch.cancelled, batch.open].join('/') : '');

function combine(answers: UseQueryResult<CellPage>[]) {
  const cells: (Cell | undefined)[] = [];
  for (const { data } of answers) for (const cell of data?.items ?? []) cells[cell.index] = cell;
  return { cells, isLoading: answers.some(({ isPending }) => isPending), error: answers.find(({ error, data }) => error !== null && data === undefined)?.error ?? null };
}

function useNews(id: string, pages: number) {
  const queries = useQueryClient();
  const news = useRef(emptyNews());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const flush = () => {
    timer.current = undefined;
    const told = news.current;
    news.current = emptyNews();
    for (let page = 0; page < pages; page++) {
      queries.setQueryData<CellPage>(cellsQuery(id, page).queryKey, known => {
        const items = known && patchCells(known.items, told);
        return known && items && items !== known.items ? { ...known, items: [...items] } : known;
      });
    }
  };

  useLiveEvents(event => {
    if (event.type === 'job' && event.data.groupId === id) news.current.jobs.set(event.data.id, event.data);
    else if (event.type === 'image' && event.data.groupId === id && event.data.jobId !== null) news.current.images.set(event.data.jobId, event.data);
    else return;
    timer.current ??= setTimeout(flush, pause);
  });
}
