import { notifications } from '@mantine/notifications';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/shared/api/client';
import type { CancelAnswer, Job, JobState } from '@/shared/api/types';
import { plural } from '@/shared/format/words';
import { applyAnswer, patchLine } from '@/shared/live/applyEvent';
import { jobKeys } from './queries';
import { offerUncancel } from './offerUncancel';
import { doubtLine, moveInLine, type WaitingLine } from './waitingLine';

type Rest = { waitingOnly?: boolean };
type Target = { before: Job } | { to: 'front' | 'back' };

export type QueueCommands = ReturnType<typeof createQueueCommands>;

/** Everything that can be asked of the queue. What an answer does not tell, the stream does; a refusal is shown as a toast. */
export function createQueueCommands(queries: QueryClient) {
  const attempt = async <T>(title: string, ask: Promise<T>): Promise<T | null> => {
    try {
      return await ask;
    } catch (error) {
      notifications.show({ color: 'red', title, message: error instanceof Error ? error.message : String(error) });
      patchLine(queries, doubtLine);
      // It may have ended, or been changed elsewhere, in the meantime.
      void queries.invalidateQueries({ queryKey: jobKeys.all });
      return null;
    }
  };
  const learn = (jobs: readonly Job[]) => {
    for (const job of jobs) applyAnswer(queries, job);
  };

  const cancel = async (url: string, body: object = {}) => {
    const answer = await attempt('Not cancelled', api.post<CancelAnswer & { job?: Job }>(url, body));
    if (answer?.job) learn([answer.job]);
    if (answer?.undo) offerUncancel(answer.cancelled, answer.undo.id, () => undo(answer.undo?.id ?? ''));
  };
  const undo = async (id: string) => {
    const answer = await attempt('Not put back', api.post<{ restored: number }>(`/api/queue/undo/${id}`));
    if (answer) notifications.show({ message: `${plural(answer.restored, 'image')} back in line.` });
  };

  const retry = async (job: Job, engine?: string) => {
    const again = await attempt('Not retried', api.post<Job>(`/api/jobs/${job.id}/retry`, engine === undefined ? undefined : { engine }));
    if (again) learn([again]);
    return again;
  };
  const retryMany = async (url: string, body: object = {}) => {
    const answer = await attempt('Not retried', api.post<{ jobs: Job[] }>(url, body));
    if (!answer) return;
    learn(answer.jobs);
    notifications.show({ message: answer.jobs.length > 0 ? `${plural(answer.jobs.length, 'image')} in line again.` : 'There is nothing to retry.' });
  };

  const move = async (jobs: readonly Job[], target: Target) => {
    const ids = new Set(jobs.map(job => job.id));
    patchLine(queries, line => moveInLine(line, ids, placeOf(line, target)));
    const where = 'before' in target ? { before: target.before.id } : target;
    await attempt('Not moved', api.post('/api/queue/move', { jobs: [...ids], ...where }));
  };
  const setPriority = async (jobs: readonly Job[], priority: number) => {
    await attempt('Priority not changed', api.post('/api/queue/priority', { jobs: jobs.map(job => job.id), priority }));
  };
  const pause = async (url: string, isPaused: boolean) => {
    const done = await attempt(isPaused ? 'Not paused' : 'Not resumed', api.post(`${url}/${isPaused ? 'pause' : 'resume'}`));
    if (done !== null) void queries.invalidateQueries({ queryKey: jobKeys.counts });
  };

  return {
    cancelJob: (job: Job) => cancel(`/api/jobs/${job.id}/cancel`),
    cancelJobs: (jobs: readonly Job[]) => cancel('/api/queue/cancel', { jobs: jobs.map(job => job.id) }),
    cancelGroup: (groupId: string, rest: Rest = {}) => cancel(`/api/generations/${groupId}/cancel`, rest),
    cancelEverything: (rest: Rest = {}) => cancel('/api/queue/cancel', rest),
    retry,
    retryGroup: (groupId: string) => retryMany(`/api/generations/${groupId}/retry`),
    retryAll: (states: readonly JobState[]) => retryMany('/api/queue/retry', { states }),
    move,
    setPriority,
    setPaused: (isPaused: boolean) => pause('/api/queue', isPaused),
    setGroupPaused: (groupId: string, isPaused: boolean) => pause(`/api/generations/${groupId}`, isPaused),
    clearEnded: async (failed: boolean) => {
      const answer = await attempt('Not cleared', api.post<{ cleared: number }>('/api/queue/clear', { failed }));
      if (answer) void queries.invalidateQueries({ queryKey: jobKeys.all });
    },
  };
}

function placeOf(line: WaitingLine, target: Target): number {
  if ('to' in target) return target.to === 'front' ? 0 : line.jobs.length;
  return line.jobs.findIndex(job => job?.id === target.before.id);
}

export function useQueueCommands(): QueueCommands {
  const queries = useQueryClient();
  return useMemo(() => createQueueCommands(queries), [queries]);
}
