import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Model, Models } from '@/shared/api/types';

export const modelKeys = { all: ['models'] as const };

export const modelsQuery = queryOptions({
  queryKey: modelKeys.all,
  queryFn: ({ signal }) => api.get<Models>('/api/models', { signal, timeout: 5_000 }),
});

export function useRefreshModels() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<unknown>('/api/models/refresh'),
    onSettled: () => queries.invalidateQueries({ queryKey: modelsQuery.queryKey }),
  });
}

/** What the engines have in one of their model folders. */
export function modelsIn(models: Models | undefined, folder: string): readonly Model[] {
  if (!models) return [];
  const { checkpoints, loras, vae } = models;
  return models.folders?.[folder] ?? { checkpoints, loras, vae }[folder] ?? [];
}
