import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Album } from '@/shared/api/types';

export const albumKeys = { all: ['albums'] as const };

export const albumsQuery = queryOptions({ queryKey: albumKeys.all, queryFn: ({ signal }) => api.get<Album[]>('/api/albums', { signal }) });

export function useNewAlbum() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Album>('/api/albums', { name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: albumKeys.all }),
  });
}
