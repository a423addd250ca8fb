import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '@/shared/api/problem';
import { isAbout, type FieldErrors } from '@/shared/forms/validate';
import { batchKeys, startBatch } from '../api';

/** Sends the batch off and goes to its page; what is refused goes back to the fields. */
export function useStart() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<FieldErrors>({});
  const mutation = useMutation({
    mutationFn: startBatch,
    onMutate: () => setRefused({}),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: batchKeys.list });
      void navigate({ to: '/batches/$id', params: { id } });
    },
    onError: error => error instanceof ProblemError && setRefused(error.fields),
  });
  return {
    start: mutation.mutate,
    isStarting: mutation.isPending,
    error: mutation.error,
    refused,
    /** What was refused is forgiven as soon as it is changed. */
    forgive: (prefix: string) => setRefused(known => Object.fromEntries(Object.entries(known).filter(([path]) => !isAbout(path, prefix)))),
  };
}
