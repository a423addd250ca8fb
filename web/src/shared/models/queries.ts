import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Models } from '@/shared/api/types';

export const modelKeys = { all: ['models'] as const };

export const modelsQuery = queryOptions({
  queryKey: modelKeys.all,
  queryFn: ({ signal }) => api.get<Models>('/api/models', { signal }),
});
