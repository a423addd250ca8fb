import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Image, ImagePage } from '@/shared/api/types';

export type ImageFilter = { q?: string; group?: string; job?: string };

export const imageKeys = {
  lists: ['images', 'list'] as const,
  list: (filter: ImageFilter) => ['images', 'list', filter] as const,
  one: (id: string) => ['images', 'one', id] as const,
};

export const imageListQuery = (filter: ImageFilter = {}) =>
  infiniteQueryOptions({
    queryKey: imageKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      api.get<ImagePage>('/api/images', {
        params: { ...filter, limit: 60, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  });

export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: imageKeys.one(id),
    queryFn: ({ signal }) => api.get<Image>(`/api/images/${id}`, { signal }),
  });
