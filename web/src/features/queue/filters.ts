import type { QueueState } from '@/shared/api/types';

export const filters = ['all', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const;
export type QueueFilter = (typeof filters)[number];

export const labels: Record<QueueFilter, string> = {
  all: 'All',
  running: 'Running',
  waiting: 'Waiting',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The ended jobs that a filter shows, in the API's words; null for none. */
export const endedStates: Record<QueueFilter, string | null> = {
  all: 'ended',
  running: null,
  waiting: null,
  done: 'succeeded',
  failed: 'failed,parked',
  cancelled: 'cancelled',
};

export function countOf(filter: QueueFilter, counts: QueueState): number | null {
  switch (filter) {
    case 'all':
      return null;
    case 'running':
      return counts.active;
    case 'waiting':
      return counts.queued;
    case 'done':
      return counts.succeeded;
    case 'failed':
      return counts.failed + counts.parked;
    case 'cancelled':
      return counts.cancelled;
  }
}
