import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { ImageDetail, ImagePage } from '@/shared/api/types';

export const imageKeys = {
  all: ['images'] as const,
  lists: ['images', 'list'] as const,
  list: ['images', 'list', {}] as const,
  one: (id: string) => ['images', 'one', id] as const,
  /** Shapes of whole results; every chunk of a result is kept under its revision. */
  maps: ['images', 'map'] as const,
  chunks: ['images', 'chunk'] as const,
  facets: ['images', 'facets'] as const,
};

/** The newest images. */
export const imageListQuery = () =>
  infiniteQueryOptions({
    queryKey: imageKeys.list,
    queryFn: ({ pageParam, signal }) =>
      api.get<ImagePage>('/api/images', { params: { limit: 60, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  });

export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: imageKeys.one(id),
    queryFn: ({ signal }) => api.get<ImageDetail>(`/api/images/${id}`, { signal }),
  });
