import { notifications } from '@mantine/notifications';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { toProblem } from '@/shared/api/problem';
import type { Album } from '@/shared/api/types';
import { imageKeys } from '@/shared/images/queries';
import { offerUndo } from '@/shared/undo/offerUndo';

export const albumKeys = { all: ['albums'] as const };

export const albumsQuery = queryOptions({ queryKey: albumKeys.all, queryFn: ({ signal }) => api.get<Album[]>('/api/albums', { signal }) });

export function useNewAlbum() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Album>('/api/albums', { name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: albumKeys.all }),
  });
}

/** Another name for an album, or its end, which can be taken back. */
export function useAlbumActs() {
  const queries = useQueryClient();
  const again = () =>
    Promise.all([albumKeys.all, imageKeys.maps, imageKeys.facets, imageKeys.lists, [...imageKeys.all, 'one']].map(queryKey => queries.invalidateQueries({ queryKey })));
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
      await again();
      return true;
    } catch (error) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });
      return false;
    }
  };
  return {
    rename: ({ id }: Named, name: string) => attempt(() => api.patch(`/api/albums/${id}`, { name })),
    remove: async ({ id, name }: Named) => {
      if (!(await attempt(() => api.delete(`/api/albums/${id}`)))) return false;
      offerUndo({
        id: `album-${id}`,
        label: `The album “${name}” is gone. Its images are where they were.`,
        undo: async () => {
          await attempt(() => api.post(`/api/albums/${id}/restore`));
        },
      });
      return true;
    },
  };
}

export type Named = Pick<Album, 'id' | 'name'>;
