import { useState } from 'react';
import type { Job } from '@/shared/api/types';
import { useQueueCommands } from './queueCommands';
import { isFinal, isWaiting } from './states';

type Options = { jobs: readonly Job[]; onRetried?: (job: Job) => void };

/** Cancel, after asking only when work would be lost, and retry. */
export function useJobActions({ jobs, onRetried }: Options) {
  const [asked, setAsked] = useState<Job | null>(null);
  const commands = useQueueCommands();

  // What was asked about may have ended while the question stood; then it is about the next of its generation.
  const unfinished = jobs.filter(({ groupId, state }) => groupId === asked?.groupId && !isFinal(state));
  const pending = unfinished.find(({ id }) => id === asked?.id) ?? unfinished.at(-1) ?? null;
  const siblings = unfinished.filter(({ id }) => id !== pending?.id);

  return {
    pending,
    siblings,
    ask: (job: Job) => (isWaiting(job.state) ? void commands.cancelJob(job) : setAsked(job)),
    close: () => setAsked(null),
    cancelAll: ([first, ...others]: readonly Job[]) => {
      if (first) void (others.length > 0 ? commands.cancelGroup(first.groupId) : commands.cancelJob(first));
    },
    retry: (job: Job) => void commands.retry(job).then(again => again && onRetried?.(again)),
  };
}
