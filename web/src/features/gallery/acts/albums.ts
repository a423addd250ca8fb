import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';

export type Album = { id: string; name: string; count?: number };

export const albumKeys = { all: ['albums'] as const };

export const albumsQuery = queryOptions({ queryKey: albumKeys.all, queryFn: ({ signal }) => api.get<Album[]>('/api/albums', { signal }) });

export function useNewAlbum() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Album>('/api/albums', { name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: albumKeys.all }),
  });
}
