import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Graph, ImageDifference, ImageFacets, ImageMap, ImagePage, UnreadableImage } from '@/shared/api/types';
import { imageKeys } from '@/shared/images/queries';
import type { ImageFilter, Sort } from './search';

/** A whole result, as the grid needs it: where every image stands, before any is loaded. */
export type Result = {
  filter: ImageFilter;
  sort: Sort;
  revision: string;
  count: number;
  totalBytes: number;
  total: number;
  chunk: number;
  chunks: readonly (string | null)[];
  aspects: Uint8Array;
  days: readonly { day: string; count: number }[];
};

const asParams = (filter: ImageFilter, sort: Sort) => ({ ...filter, ...(sort === 'newest' ? {} : { sort }) });

export const resultQuery = (filter: ImageFilter, sort: Sort) =>
  queryOptions({
    queryKey: [...imageKeys.maps, filter, sort],
    queryFn: async ({ signal }) => readMap(filter, sort, await api.get<ImageMap>('/api/images/map', { params: asParams(filter, sort), signal, timeout: 30_000 })),
    placeholderData: keepPreviousData,
    // A million bytes are compared by the revision, not one by one.
    structuralSharing: (before, after) => ((before as Result | undefined)?.revision === (after as Result).revision && sameSearch(before as Result, after as Result) ? before : after),
    gcTime: 60_000,
  });

export const sameSearch = (a: Result, b: Result) => a.sort === b.sort && JSON.stringify(a.filter) === JSON.stringify(b.filter);

const readMap = (filter: ImageFilter, sort: Sort, { aspects, days, ...map }: ImageMap): Result => ({
  ...map,
  filter,
  sort,
  days: days.map(({ date, count }) => ({ day: date, count })),
  aspects: Uint8Array.from(atob(aspects), letter => letter.charCodeAt(0)),
});

/** A hundred images of a result. They belong to its revision: of another one they would be other images. */
export const chunkQuery = ({ filter, sort, revision, chunk, chunks }: Result, at: number) =>
  queryOptions({
    queryKey: [...imageKeys.chunks, filter, sort, revision, at],
    queryFn: ({ signal }) =>
      api.get<ImagePage>('/api/images', { params: { ...asParams(filter, sort), limit: chunk, ...(chunks[at] == null ? {} : { after: chunks[at] }) }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const facetsQuery = (filter: ImageFilter) =>
  queryOptions({
    queryKey: [...imageKeys.facets, filter],
    queryFn: ({ signal }) => api.get<ImageFacets>('/api/images/facets', { params: filter, signal }),
    placeholderData: keepPreviousData,
  });

export const unreadableQuery = queryOptions({
  queryKey: [...imageKeys.all, 'unreadable'],
  queryFn: ({ signal }) => api.get<UnreadableImage[]>('/api/images/unreadable', { signal }),
});

/** Files stay what they are: asked once. */
export const differenceQuery = (id: string, from: string) =>
  queryOptions({
    queryKey: [...imageKeys.one(id), 'difference', from],
    queryFn: ({ signal }) => api.get<ImageDifference>(`/api/images/${id}/difference`, { params: { from }, signal, timeout: 60_000 }),
    staleTime: Infinity,
    retry: 1,
  });

export const graphQuery = (id: string) =>
  queryOptions({
    queryKey: [...imageKeys.one(id), 'graph'],
    queryFn: ({ signal }) => api.get<Graph>(`/api/images/${id}/graph`, { signal }),
    staleTime: Infinity,
    retry: false,
  });
