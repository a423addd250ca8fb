import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Engine, Image, ImagePage, Job, Page, QueueState } from '@/shared/api/types';
import { modelKeys } from '@/shared/models/queries';
import { engineKeys } from '@/shared/engines/queries';
import { imageKeys } from '@/shared/images/queries';
import { isNewer } from '@/shared/jobs/newest';
import { jobKeys, type LiveJob } from '@/shared/jobs/queries';
import { isFinal, isWorking } from '@/shared/jobs/states';
import { applyToLine, doubtLine, hasLeft, type WaitingLine } from '@/shared/jobs/waitingLine';
import { coalesceByKey } from './coalesce';
import type { LiveEvent } from './events';
import { placeInPages, placeJob } from './jobCache';

type JobPages = InfiniteData<Page<Job>, string | null>;
type ImagePages = InfiniteData<ImagePage, string | null>;

/** Writes what the stream says into the query cache. */
export function createEventSink(queries: QueryClient) {
  const refreshSoon = coalesceByKey<QueryKey>(key => void queries.invalidateQueries({ queryKey: key }), 1_000);

  return (event: LiveEvent) => {
    switch (event.type) {
      case 'hello':
      case 'reset':
        patchLine(queries, doubtLine);
        void queries.invalidateQueries();
        break;
      case 'job':
        applyJob(queries, event.data);
        // A fetch that was under way may have brought it back.
        if (isFinal(event.data.state)) refreshSoon(jobKeys.active);
        break;
      case 'image':
        applyImage(queries, event.data, key => refreshSoon(key));
        break;
      case 'imageRemoved':
        void queries.invalidateQueries({ queryKey: imageKeys.lists });
        refreshSoon(imageKeys.maps);
        refreshSoon(imageKeys.facets);
        queries.removeQueries({ queryKey: imageKeys.one(event.data.id) });
        break;
      case 'images':
        for (const id of event.data.ids) void queries.invalidateQueries({ queryKey: imageKeys.one(id) });
        refreshSoon(imageKeys.lists);
        refreshSoon(imageKeys.maps);
        refreshSoon(imageKeys.facets);
        break;
      case 'engine':
        queries.setQueryData<Engine[]>(engineKeys.list, known => known && replaceById(known, event.data));
        refreshSoon(modelKeys.all);
        break;
      case 'engineRemoved':
        queries.setQueryData<Engine[]>(engineKeys.list, known => known?.filter(({ id }) => id !== event.data.id));
        refreshSoon(modelKeys.all);
        break;
      case 'progress':
        patchLive(queries, event.data.jobId, { progress: event.data.progress });
        break;
      case 'preview':
        patchLive(queries, event.data.jobId, { previewUrl: event.data.url });
        break;
      case 'queue':
        queries.setQueryData<QueueState>(jobKeys.counts, event.data);
        if (event.data.reordered) patchLine(queries, doubtLine);
        break;
      case 'group':
      case 'heartbeat':
        break;
    }
  };
}

/** The same for what a request answered: it may be older than what the stream has told meanwhile. */
export function applyAnswer(queries: QueryClient, job: Job) {
  const line = queries.getQueryData<WaitingLine>(jobKeys.waiting);
  const known = [jobKeys.recent, jobKeys.active].flatMap(key => queries.getQueryData<Job[]>(key) ?? []).filter(({ id }) => id === job.id);
  if (known.every(each => isNewer(job, each)) && !(line && hasLeft(line, job))) applyJob(queries, job);
}

/** What the waiting line is now, where anybody asked for it. */
export const patchLine = (queries: QueryClient, change: (line: WaitingLine) => WaitingLine) =>
  queries.setQueryData<WaitingLine>(jobKeys.waiting, line => line && change(line));

export function applyJob(queries: QueryClient, job: Job) {
  patchJobs(queries, jobKeys.active, job, isWorking(job.state));
  patchLine(queries, line => applyToLine(line, job));
  patchJobs(queries, jobKeys.recent, job, true);
  for (const [key, data] of queries.getQueriesData<JobPages>({ queryKey: jobKeys.lists })) {
    const states = String(key[2]);
    if (data) queries.setQueryData<JobPages>(key, { ...data, pages: placeInPages(data.pages, job, belongsTo(states, job)) });
  }
}

const patchJobs = (queries: QueryClient, key: readonly string[], job: Job, belongs: boolean) =>
  queries.setQueryData<Job[]>(key, known => known && placeJob(known, job, belongs));

const belongsTo = (states: string, job: Job) =>
  states.split(',').some(state => state === job.state || (state === 'ended' && isFinal(job.state)));

function patchLive(queries: QueryClient, jobId: string, patch: Partial<LiveJob>) {
  queries.setQueryData<LiveJob>(jobKeys.live(jobId), known => ({ progress: null, previewUrl: null, ...known, ...patch }));
}

function applyImage(queries: QueryClient, image: Image, refresh: (key: QueryKey) => void) {
  for (const [key, data] of queries.getQueriesData<ImagePages>({ queryKey: imageKeys.lists })) {
    if (data) queries.setQueryData<ImagePages>(key, { ...data, pages: addImage(data.pages, image) });
  }
  refresh(imageKeys.maps);
  refresh(imageKeys.facets);
}

export function addImage(pages: ImagePage[], image: Image): ImagePage[] {
  const [first] = pages;
  if (!first || pages.some(page => page.items.some(known => known.id === image.id))) return pages;
  const totals = { count: first.count + 1, totalBytes: first.totalBytes + image.bytes };
  const at = first.items.findIndex(known => known.createdAt <= image.createdAt);
  // A file of long ago, copied into the folder: it comes with the page that it belongs to.
  const belongs = at >= 0 || first.next === null;
  const items = belongs ? first.items.toSpliced(at < 0 ? first.items.length : at, 0, image) : first.items;
  return pages.map((page, index) => ({ ...page, ...totals, items: index === 0 ? items : page.items }));
}

function replaceById(engines: Engine[], engine: Engine): Engine[] {
  const at = engines.findIndex(known => known.id === engine.id);
  return at < 0 ? [...engines, engine] : engines.with(at, engine);
}
