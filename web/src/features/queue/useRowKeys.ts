import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { Job } from '@/shared/api/types';
import { count, ordinal } from '@/shared/format/words';
import type { WaitingLine } from '@/shared/jobs/waitingLine';
import type { ItemActions, WaitingActions } from './actions';
import type { QueueLayout } from './queueLayout';
import type { Selection } from './useSelection';

type Options = {
  layout: QueueLayout;
  virtual: Virtualizer<HTMLDivElement, Element>;
  list: RefObject<HTMLDivElement | null>;
  line: WaitingLine;
  selection: Selection;
  actions: Omit<WaitingActions, 'grab'>;
  itemActions: ItemActions;
  target: { key: string } | null;
  focusedRow: number;
  onFocus: (key: string) => void;
};

/** The list by keyboard: one row is reached by Tab, arrows go on from there, Alt moves the job itself. */
export function useRowKeys({ layout, virtual, list, line, selection, actions, itemActions, target, focusedRow, onFocus }: Options) {
  const [said, say] = useState('');
  const wanted = useRef<string | null>(null);

  const elementOf = (key: string) => list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const goTo = (row: number) => {
    const key = layout.row(row)?.key;
    if (key === undefined) return;
    wanted.current = key;
    onFocus(key);
    virtual.scrollToIndex(row);
    elementOf(key)?.focus({ preventScroll: true });
  };

  // A row far away is drawn only after the list has scrolled there.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const element = elementOf(wanted.current);
    if (!element) return;
    wanted.current = null;
    if (document.activeElement !== element) element.focus({ preventScroll: true });
  });

  const arrive = useEffectEvent((key: string) => goTo(layout.indexOf(key)));
  useEffect(() => {
    if (target) arrive(target.key);
  }, [target]);

  const isJob = (row: number) => ['job', 'waiting'].includes(layout.row(row)?.type ?? '');
  const step = (from: number, by: 1 | -1) => {
    let row = from + by;
    while (row >= 0 && row < layout.count && !isJob(row)) row += by;
    return row >= 0 && row < layout.count ? row : from;
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-key]');
    const row = element ? Number(element.dataset.index) : -1;
    const at = layout.row(row);
    const job = at?.type === 'waiting' || at?.type === 'job' ? at.job : null;
    if (!at || event.ctrlKey || event.metaKey) return;
    if (event.altKey) { if (at.type === 'waiting' && job && moveByKey(event.key, job, at.place)) event.preventDefault(); return; }
    if (event.target !== element) return;
    if (act(event.key, event.shiftKey, row, job)) event.preventDefault();
  };

  const act = (key: string, isShift: boolean, row: number, job: Job | null): boolean => {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const next = step(row, key === 'ArrowDown' ? 1 : -1);
        goTo(next);
        const other = layout.row(next);
        if (isShift && other?.type === 'waiting' && other.job) actions.select(other.job, { shiftKey: true });
        return true;
      }
      case 'Home':
        goTo(step(-1, 1));
        return true;
      case 'End':
        goTo(step(layout.count, -1));
        return true;
      case ' ':
        if (job?.state === 'queued') actions.select(job, { shiftKey: false });
        return true;
      case 'Delete':
        if (selection.isAll) void actions.commands.cancelEverything({ waitingOnly: true });
        else if (selection.count > 0) void actions.commands.cancelJobs(selection.jobs);
        else if (job?.state === 'queued') leaveAndCancel(row, job);
        else if (job?.endedAt === null) itemActions.cancel(job);
        return true;
      case 'Escape':
        selection.clear();
        return true;
      default:
        return false;
    }
  };

  // The row goes; whoever works down the list goes on with the next.
  const leaveAndCancel = (row: number, job: Job) => {
    goTo(step(row, 1) === row ? step(row, -1) : step(row, 1));
    void actions.commands.cancelJob(job);
  };

  const moveByKey = (key: string, job: Job, place: number): boolean => {
    const last = line.jobs.length - 1;
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: last }[key];
    if (to === undefined) return false;
    if (to < 0 || to > last || to === place) return true;
    wanted.current = job.id;
    if (key === 'Home') void actions.commands.move([job], { to: 'front' });
    else if (key === 'End') void actions.commands.move([job], { to: 'back' });
    else actions.nudge(job, key === 'ArrowUp' ? -1 : 1);
    virtual.scrollToIndex(layout.firstWaiting + to);
    say(`Moved to the ${ordinal(to + 1)} place of ${count(last + 1)}.`);
    return true;
  };

  return {
    said,
    // Without a focus so far, Tab reaches the first job in sight.
    isTabStop: (row: number) => (focusedRow >= 0 ? row === focusedRow : row === step(Math.max(0, virtual.range?.startIndex ?? 0) - 1, 1)),
    handlers: {
      onKeyDown: handleKeyDown,
      onFocus: (event: FocusEvent<HTMLElement>) => {
        const key = event.target.closest<HTMLElement>('[data-key]')?.dataset.key;
        if (key !== undefined) onFocus(key);
      },
    },
  };
}
