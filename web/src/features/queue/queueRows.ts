import type { Job } from '@/shared/api/types';
import type { QueueFilter } from './filters';

export type QueueRow = { type: 'heading'; key: string; label: string } | { type: 'job'; key: string; job: Job } | { type: 'more'; key: string };

type Facts = {
  filter: QueueFilter;
  running: readonly Job[];
  /** Next first. */
  waiting: readonly Job[];
  ended: readonly Job[];
  hasMore: boolean;
};

/** What runs, what waits, what ended, in one list that can be drawn window by window. */
export function queueRows({ filter, running, waiting, ended, hasMore }: Facts): QueueRow[] {
  const rows: QueueRow[] = [];
  const add = (label: string, jobs: readonly Job[]) => {
    if (jobs.length === 0) return;
    if (filter === 'all') rows.push({ type: 'heading', key: label, label });
    rows.push(...jobs.map((job): QueueRow => ({ type: 'job', key: job.id, job })));
  };

  if (filter === 'all' || filter === 'running') add('Running', running);
  if (filter === 'all' || filter === 'waiting') add('Waiting', waiting);
  if (filter !== 'running' && filter !== 'waiting') add('Ended', ended);
  if (hasMore) rows.push({ type: 'more', key: 'more' });
  return rows;
}
