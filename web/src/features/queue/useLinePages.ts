import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fetchWaiting, jobKeys } from '@/shared/jobs/queries';
import { doubtLine, noLine, pagesToAsk, putPage, type WaitingLine } from '@/shared/jobs/waitingLine';
import { patchLine } from '@/shared/live/applyEvent';

/** Long enough that pages which only fly by while scrolling are not asked for. */
const beforeHole = 80;
/** What is in doubt is asked for once a second at most, however much happens. */
const beforeDoubt = 1_000;
/** Estimates and reasons grow old without an event. */
const beforeStale = 15_000;

/** Keeps the part of the line that is in sight loaded and true. */
export function useLinePages(line: WaitingLine, first: number, last: number, isMoving: boolean) {
  const queries = useQueryClient();
  const due = useRef<{ at: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const underway = useRef(new Set<number>());
  const settledAt = useRef(0);
  const sight = useRef({ first, last });

  useEffect(() => {
    sight.current = { first, last };
    if (last < first) return;
    const wanted = pagesToAsk(line, first, last).filter(({ page }) => !underway.current.has(page));
    if (wanted.length === 0) return;

    const now = performance.now();
    const at = wanted.some(({ isHole }) => isHole) ? now + beforeHole : Math.max(now, settledAt.current + beforeDoubt);
    // A date once set is kept: or a steady stream of events would put it off for ever.
    if (due.current && due.current.at <= at) return;
    if (due.current) clearTimeout(due.current.timer);
    due.current = { at, timer: setTimeout(ask, at - now) };

    function ask() {
      due.current = null;
      settledAt.current = performance.now();
      const current = queries.getQueryData<WaitingLine>(jobKeys.waiting) ?? noLine;
      for (const { page } of pagesToAsk(current, sight.current.first, sight.current.last))
        if (!underway.current.has(page)) void fetchPage(page, current.doubt);
    }

    async function fetchPage(page: number, asked: number) {
      underway.current.add(page);
      try {
        const answer = await fetchWaiting(page);
        patchLine(queries, known => putPage(known, page, answer, asked));
      } catch {
        // The banner says that the studio is away; when it is back, everything is asked for anew.
      } finally {
        underway.current.delete(page);
      }
    }
  }, [queries, line, first, last]);

  useEffect(() => () => {
    if (due.current) clearTimeout(due.current.timer);
    due.current = null;
  }, []);

  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => document.hidden || patchLine(queries, doubtLine), beforeStale);
    return () => clearInterval(timer);
  }, [queries, isMoving]);
}

/** Loads what is missing between two places, for whoever selects across it. */
export function useLoadPlaces() {
  const queries = useQueryClient();
  return async (first: number, last: number): Promise<WaitingLine> => {
    const line = queries.getQueryData<WaitingLine>(jobKeys.waiting) ?? noLine;
    for (const { page, isHole } of pagesToAsk(line, first, last)) {
      if (!isHole) continue;
      const asked = queries.getQueryData<WaitingLine>(jobKeys.waiting)?.doubt ?? 0;
      const answer = await fetchWaiting(page);
      patchLine(queries, known => putPage(known, page, answer, asked));
    }
    return queries.getQueryData<WaitingLine>(jobKeys.waiting) ?? noLine;
  };
}
