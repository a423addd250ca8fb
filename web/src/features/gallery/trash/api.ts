import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Trash } from '@/shared/api/types';

export const trashKey = ['trash'] as const;
export const trashQuery = queryOptions({ queryKey: trashKey, queryFn: ({ signal }) => api.get<Trash>('/api/trash', { signal }), staleTime: 0 });
