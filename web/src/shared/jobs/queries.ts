import { infiniteQueryOptions, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Job, Page, Progress, QueueCounts } from '@/shared/api/types';
import { keepNewest } from './newest';

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

/** Jobs that wait, next first. */
export const waitingJobsQuery = queryOptions({
  queryKey: jobKeys.waiting,
  queryFn: async ({ signal }) => byPosition(await allPages({ state: 'queued', limit: 200 }, signal)),
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

export const queueCountsQuery = queryOptions({
  queryKey: jobKeys.counts,
  queryFn: ({ signal }) => api.get<QueueCounts>('/api/queue', { signal }),
});

/** The list is newest first, the next in line is on its last page; past this many the tail is not worth the wait. */
const mostPages = 10;

async function allPages(params: Record<string, unknown>, signal: AbortSignal): Promise<Job[]> {
  const jobs: Job[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const page: Page<Job> = await pageOf(after === null ? params : { ...params, after }, signal);
    jobs.push(...page.items);
    after = page.next;
    if (after === null) break;
  }
  return jobs;
}

export const byPosition = (jobs: Job[]) =>
  jobs.toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || a.sequence - b.sequence);
