import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Job } from '@/shared/api/types';
import { applyAnswer } from '@/shared/live/applyEvent';
import { jobKeys } from './queries';

/** Cancel and retry answer with the job as it now stands. */
export function useJobAction(action: 'cancel' | 'retry') {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Job>(`/api/jobs/${id}/${action}`),
    onSuccess: job => applyAnswer(queries, job),
    // It may have ended, or been retried elsewhere, in the meantime.
    onError: () => queries.invalidateQueries({ queryKey: jobKeys.all }),
  });
}
