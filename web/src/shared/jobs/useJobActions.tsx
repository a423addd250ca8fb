import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Job } from '@/shared/api/types';
import { isFinal, isWaiting } from './states';
import { useJobAction } from './useJobAction';

type Options = { jobs: readonly Job[]; onRetried?: (job: Job) => void };

const complain = (title: string) => (error: Error) => notifications.show({ color: 'red', title, message: error.message });

/** Cancel, after asking only when work would be lost, and retry. */
export function useJobActions({ jobs, onRetried }: Options) {
  const [asked, setAsked] = useState<Job | null>(null);
  const cancelling = useJobAction('cancel');
  const retrying = useJobAction('retry');

  const retry = (job: Job) => retrying.mutate(job.id, { onSuccess: again => onRetried?.(again), onError: complain('Not retried') });
  const cancelAll = (doomed: readonly Job[]) => {
    for (const { id } of doomed) cancelling.mutate(id, { onError: complain('Not cancelled') });
  };
  const takeOut = (job: Job) =>
    cancelling.mutate(job.id, { onSuccess: () => offerToPutBack(() => retry(job)), onError: complain('Not cancelled') });

  // What was asked about may have ended while the question stood; then it is about the next of its generation.
  const unfinished = jobs.filter(({ groupId, state }) => groupId === asked?.groupId && !isFinal(state));
  const pending = unfinished.find(({ id }) => id === asked?.id) ?? unfinished.at(-1) ?? null;
  const siblings = unfinished.filter(({ id }) => id !== pending?.id);

  return {
    pending,
    siblings,
    ask: (job: Job) => (isWaiting(job.state) ? takeOut(job) : setAsked(job)),
    close: () => setAsked(null),
    cancelAll,
    retry,
  };
}

function offerToPutBack(putBack: () => void) {
  const id = notifications.show({
    withCloseButton: true,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
        Taken out of the queue.
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            putBack();
          }}
        >
          Put it back
        </Button>
      </span>
    ),
  });
}
