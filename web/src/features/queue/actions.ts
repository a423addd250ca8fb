import type { PointerEvent } from 'react';
import type { Job } from '@/shared/api/types';
import type { QueueCommands } from '@/shared/jobs/queueCommands';

/** What can be done to a job that runs or has ended. */
export type ItemActions = {
  cancel: (job: Job) => void;
  cancelGroup: (job: Job) => void;
  retry: (job: Job, engine?: string) => void;
  retryGroup: (job: Job) => void;
  /** Shows another job of the list. */
  show: (id: string) => void;
};

/** What can be done to a job that waits. */
export type WaitingActions = {
  commands: QueueCommands;
  /** One place up or down the line. */
  nudge: (job: Job, by: -1 | 1) => void;
  select: (job: Job, event: { shiftKey: boolean }) => void;
  grab: (event: PointerEvent, job: Job) => void;
  cancelGroup: (job: Job) => void;
};
