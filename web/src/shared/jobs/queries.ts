import { infiniteQueryOptions, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Job, Page, Progress, QueueState } from '@/shared/api/types';
import { keepNewest } from './newest';
import { noLine, pageSize, putPage, type WaitingLine, type WaitingPage } from './waitingLine';

export const jobKeys = {
  all: ['jobs'] as const,
  active: ['jobs', 'active'] as const,
  waiting: ['jobs', 'waiting'] as const,
  recent: ['jobs', 'recent'] as const,
  lists: ['jobs', 'list'] as const,
  list: (states: string) => ['jobs', 'list', states] as const,
  live: (id: string) => ['jobs', 'live', id] as const,
  counts: ['jobs', 'counts'] as const,
};

/** What changes several times a second, kept apart so that only the one job on screen is drawn again. */
export type LiveJob = { progress: Progress | null; previewUrl: string | null };

const workingStates = 'leased,submitting,submitted,running,collecting,unknown';
const pageOf = (params: Record<string, unknown>, signal: AbortSignal) => api.get<Page<Job>>('/api/jobs', { params, signal });

/** Jobs that an engine holds; never many. */
export const activeJobsQuery = queryOptions({
  queryKey: jobKeys.active,
  queryFn: async ({ signal }) => (await pageOf({ state: workingStates, limit: 100 }, signal)).items,
});

export const fetchWaiting = (page: number, signal?: AbortSignal) =>
  api.get<WaitingPage>('/api/queue/waiting', { params: { offset: page * pageSize, limit: pageSize }, ...(signal ? { signal } : {}) });

/** The line's head. The rest of it comes with whoever looks there, and then stands in the same entry of the cache. */
export const waitingQuery = queryOptions<WaitingLine>({
  queryKey: jobKeys.waiting,
  queryFn: async ({ client, signal }) => {
    const asked = client.getQueryData<WaitingLine>(jobKeys.waiting)?.doubt ?? 0;
    const answer = await fetchWaiting(0, signal);
    return putPage(client.getQueryData<WaitingLine>(jobKeys.waiting) ?? noLine, 0, answer, asked);
  },
  structuralSharing: false,
});

/** The newest jobs whatever their state: what this studio was just doing. */
export const recentJobsQuery = queryOptions({
  queryKey: jobKeys.recent,
  queryFn: async ({ signal }) => (await pageOf({ limit: 60 }, signal)).items,
  structuralSharing: (known, fetched) => replaceEqualDeep(known, keepNewest(known as Job[] | undefined, fetched as Job[])),
});

export const jobListQuery = (states: string) =>
  infiniteQueryOptions({
    queryKey: jobKeys.list(states),
    queryFn: ({ pageParam, signal }) =>
      pageOf({ state: states, limit: 50, ...(pageParam === null ? {} : { after: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  });

/** One job, also one of long ago. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id] as const,
    queryFn: ({ signal }) => api.get<Job>(`/api/jobs/${id}`, { signal }),
    staleTime: 0,
  });

export const queueCountsQuery = queryOptions({
  queryKey: jobKeys.counts,
  queryFn: ({ signal }) => api.get<QueueState>('/api/queue', { signal }),
});
