import type { Job } from '@/shared/api/types';
import type { QueueFilter } from './filters';

export type QueueRow =
  | { type: 'heading'; key: string; label: string; count: number | null }
  | { type: 'job'; key: string; job: Job }
  /** `place` in the line, from 0; `job` is null where it is not loaded. */
  | { type: 'waiting'; key: string; place: number; job: Job | null }
  | { type: 'more'; key: string };

type Facts = {
  filter: QueueFilter;
  running: readonly Job[];
  /** In claim order, with holes. */
  waiting: readonly (Job | null)[];
  ended: readonly Job[];
  hasMore: boolean;
};

type Section = { label: string; count: number | null; length: number; row: (at: number) => QueueRow | undefined };

export type QueueLayout = {
  count: number;
  row: (at: number) => QueueRow | undefined;
  /** The row of the first place in line. */
  firstWaiting: number;
  indexOf: (key: string) => number;
};

/** What runs, what waits, what ended, as one list. Rows are made only when they are drawn: the line may be very long. */
export function queueLayout({ filter, running, waiting, ended, hasMore }: Facts): QueueLayout {
  const jobRow = (job: Job | undefined): QueueRow | undefined => job && { type: 'job', key: job.id, job };
  const all: Section[] = [
    { label: 'Running', count: null, length: running.length, row: at => jobRow(running[at]) },
    {
      label: 'Waiting',
      count: waiting.length,
      length: waiting.length,
      row: at => ({ type: 'waiting', key: waiting[at]?.id ?? `place-${at}`, place: at, job: waiting[at] ?? null }),
    },
    { label: 'Ended', count: null, length: ended.length, row: at => jobRow(ended[at]) },
  ];
  const sections = all.filter(({ label, length }) => length > 0 && isShown(label, filter));
  const headings = filter === 'all' ? 1 : 0;
  const end = sections.reduce((sum, section) => sum + headings + section.length, 0);

  const row = (at: number): QueueRow | undefined => {
    let start = 0;
    for (const { label, count, length, row: make } of sections) {
      if (headings > 0 && at === start) return { type: 'heading', key: label, label, count };
      if (at < start + headings + length) return make(at - start - headings);
      start += headings + length;
    }
    return hasMore && at === end ? { type: 'more', key: 'more' } : undefined;
  };

  const startOf = (label: string) => {
    let start = headings;
    for (const section of sections) {
      if (section.label === label) return start;
      start += headings + section.length;
    }
    return -1;
  };
  const within = (label: string, at: number) => (at < 0 || startOf(label) < 0 ? -1 : startOf(label) + at);

  return {
    count: end + (hasMore ? 1 : 0),
    row,
    firstWaiting: startOf('Waiting'),
    indexOf: key =>
      Math.max(
        within('Waiting', waiting.findIndex(job => job?.id === key)),
        within('Running', running.findIndex(job => job.id === key)),
        within('Ended', ended.findIndex(job => job.id === key)),
      ),
  };
}

function isShown(label: string, filter: QueueFilter): boolean {
  if (label === 'Running') return filter === 'all' || filter === 'running';
  if (label === 'Waiting') return filter === 'all' || filter === 'waiting';
  return filter !== 'running' && filter !== 'waiting';
}
