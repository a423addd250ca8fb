import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Model, ModelDetails, Models } from '@/shared/api/types';

export const modelKeys = { all: ['models'] as const };

export const modelsQuery = queryOptions({
  queryKey: modelKeys.all,
  queryFn: ({ signal }) => api.get<Models>('/api/models', { signal, timeout: 5_000 }),
});

/** What a model's file tells of itself. Asked for once: a file stays what it is under its name, until the models are refreshed. */
export const modelDetailsQuery = (folder: string, name: string) =>
  queryOptions({
    queryKey: [...modelKeys.all, 'details', folder, name],
    queryFn: ({ signal }) => api.get<ModelDetails>(`/api/models/${encodeURIComponent(folder)}/details`, { signal, params: { name } }),
    staleTime: Infinity,
    retry: false,
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
