import { useState } from 'react';
import type { Job } from '@/shared/api/types';
import { placeOf, type WaitingLine } from '@/shared/jobs/waitingLine';
import { useLoadPlaces } from './useLinePages';

/** `all`: the whole line, also what is not loaded and what comes in while it is chosen. */
type Chosen = { ids: ReadonlySet<string>; anchor: string | null; all: boolean };

const none: Chosen = { ids: new Set(), anchor: null, all: false };

/** Which waiting jobs are chosen. Those that leave the line leave the choice. */
export function useSelection(line: WaitingLine) {
  const [chosen, setChosen] = useState(none);
  const loadPlaces = useLoadPlaces();
  const { ids, all } = chosen;
  const jobs = all || ids.size === 0 ? [] : line.jobs.filter((job): job is Job => job !== null && ids.has(job.id));

  const extend = async (id: string) => {
    const from = chosen.anchor === null ? -1 : placeOf(line, chosen.anchor);
    const to = placeOf(line, id);
    if (from < 0 || to < 0) { toggle(id); return; }
    const [first, last] = from < to ? [from, to] : [to, from];
    const loaded = await loadPlaces(first, last);
    const between = loaded.jobs.slice(first, last + 1).flatMap(job => (job ? [job.id] : []));
    setChosen({ ids: new Set(between), anchor: chosen.anchor, all: false });
  };

  function toggle(id: string) {
    setChosen(before => {
      const next = new Set(before.all ? [] : before.ids);
      if (!next.delete(id)) next.add(id);
      return { ids: next, anchor: id, all: false };
    });
  }

  return {
    jobs,
    isAll: all && line.jobs.length > 0,
    count: all ? line.jobs.length : jobs.length,
    has: (id: string) => all || ids.has(id),
    toggle,
    extend,
    selectAll: () => setChosen({ ids: new Set(), anchor: null, all: true }),
    clear: () => setChosen(none),
  };
}

export type Selection = ReturnType<typeof useSelection>;
