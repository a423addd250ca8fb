import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { CancelAnswer } from '@/shared/api/types';
import type { Seed } from '@/shared/forms/seed';
import { complete } from './complete';
import type { Continuity, DryRun, ExportKind, ExportSettings, FrameDraft, NewStory, Pass, Producer, RunWish, Source, Story, StoryExport, StoryPage, StoryProgress } from './types';

const root = '/api/sequences';
const path = (id: string) => `${root}/${id}`;
const frame = (id: string, frameId: string) => `${path(id)}/frames/${frameId}`;

/** A model may think for minutes before it answers. */
const planPatience = 600_000;

export const storyKeys = {
  list: ['stories', 'list'] as const,
  progress: (id: string) => ['stories', 'progress', id] as const,
  one: (id: string) => ['stories', 'one', id] as const,
  continuity: (id: string) => ['stories', 'continuity', id] as const,
  exports: (id: string) => ['stories', 'exports', id] as const,
};

export const storiesQuery = infiniteQueryOptions({
  queryKey: storyKeys.list,
  queryFn: ({ pageParam, signal }) => api.get<StoryPage>(root, { signal, params: { limit: 60, ...(pageParam === null ? {} : { after: pageParam }) } }),
  initialPageParam: null as string | null,
  getNextPageParam: page => page.nextCursor,
});

export const storyQuery = (id: string) =>
  queryOptions({ queryKey: storyKeys.one(id), queryFn: ({ signal }) => readStory(id, signal) });

/** A story as the page knows it: what nobody wrote is empty, not absent. */
const asStory = async (answer: Promise<Story>): Promise<Story> => complete(await answer);

export const readStory = (id: string, signal?: AbortSignal) => asStory(api.get<Story>(path(id), signal ? { signal } : {}));

export const progressQuery = (id: string) =>
  queryOptions({ queryKey: storyKeys.progress(id), queryFn: ({ signal }) => api.get<StoryProgress>(`${path(id)}/progress`, { signal }), staleTime: 0 });

/** `of`: what is compared; the numbers of other pictures are other numbers. */
export const continuityQuery = (id: string, of: string) =>
  queryOptions({
    queryKey: [...storyKeys.continuity(id), of],
    queryFn: ({ signal }) => api.get<Continuity>(`${path(id)}/continuity`, { signal, timeout: 60_000 }),
    staleTime: Infinity,
    retry: false,
  });

export const producerQuery = queryOptions({
  queryKey: ['stories', 'producer'],
  queryFn: ({ signal }) => api.get<Producer>('/api/producer', { signal }),
});

export const createStory = (story: NewStory, signal?: AbortSignal) => asStory(api.post<Story>(root, story, { timeout: planPatience, ...(signal ? { signal } : {}) }));

/** Ready prompts, one a file: a story in the same words. */
export function createFromPrompts(files: readonly File[], title: string) {
  const form = new FormData();
  if (title.trim()) form.append('settings', JSON.stringify({ title }));
  for (const file of files) form.append('files', file, file.name);
  return asStory(api.post<Story>(`${root}/prompts`, form, { timeout: 60_000 }));
}

export function importProject(file: File) {
  const form = new FormData();
  form.append('file', file, file.name);
  return asStory(api.post<Story>(`${root}/import`, form, { timeout: planPatience }));
}

export const projectUrl = (id: string) => `${path(id)}/project`;

export const removeStory = (id: string) => api.delete(path(id));
export const restoreStory = (id: string) => api.post(`${path(id)}/restore`);
export const branchStory = (id: string, title: string) => asStory(api.post<Story>(`${path(id)}/branch`, { title }));

/** The calls that change a story. Each says which version it means, and answers the whole. */
export const storyCalls = {
  save: (id: string, version: number, document: object) => asStory(api.put<Story>(path(id), { ...asEdit(document), version })),
  plan: (id: string, version: number, wish: { text?: string; frames?: number; arc?: string | null }, signal?: AbortSignal) =>
    asStory(api.post<Story>(`${path(id)}/plan`, { ...wish, version }, { timeout: planPatience, ...(signal ? { signal } : {}) })),
  insert: (id: string, version: number, draft: Partial<FrameDraft>, before: string | null) => asStory(api.post<Story>(`${path(id)}/frames`, { version, frame: draft, before })),
  patch: (id: string, version: number, frameId: string, fields: object) => asStory(api.patch<Story>(frame(id, frameId), { version, frame: cleared(fields) })),
  revise: (id: string, version: number, frameId: string, wish: string, signal: AbortSignal) =>
    asStory(api.post<Story>(`${frame(id, frameId)}/revise`, { version, wish }, { timeout: planPatience, signal })),
  remove: (id: string, version: number, frameId: string) => asStory(api.delete<Story>(frame(id, frameId), { params: { version } })),
  order: (id: string, version: number, ids: readonly string[]) => asStory(api.post<Story>(`${path(id)}/frames/order`, { version, ids })),
  reroll: (id: string, version: number, frameId: string, wish: { seed?: Seed; pass?: Pass }) => asStory(api.post<Story>(`${frame(id, frameId)}/reroll`, { ...wish, version })),
  choose: (id: string, version: number, frameId: string, take: string) => asStory(api.post<Story>(`${frame(id, frameId)}/choose`, { version, take })),
  picture: (id: string, version: number, frameId: string, image: string | null) => asStory(api.post<Story>(`${frame(id, frameId)}/picture`, { version, image })),
  approve: (id: string, version: number) => asStory(api.post<Story>(`${path(id)}/approve`, { version })),
};

/** What is left out stays as it is, and so does null; to be empty is said otherwise. */
const cleared = (fields: object) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === null ? (name === 'seed' ? -1 : '') : (value as unknown)]));

function asEdit(document: object): object {
  const { source, ...own } = document as { source?: Source };
  return source ? { ...own, text: source.text, arc: source.arc ?? '' } : own;
}

export const dryRun = (id: string, wish: RunWish) => api.post<DryRun>(`${path(id)}/dry-run`, wish);
/** `key`: the same for the same press of the button, however often it has to be sent. */
export const startRun = (id: string, wish: RunWish, stopAtFirstFailure: boolean, key: string) =>
  api.post<{ groupId: string; images: number }>(`${path(id)}/start`, { ...wish, stopAtFirstFailure }, { timeout: 60_000, headers: { 'Idempotency-Key': key } });
export const cancelRun = (id: string) => api.post<CancelAnswer>(`${path(id)}/cancel`);
export const uncancelRun = (undo: string) => api.post(`/api/queue/undo/${undo}`);

export const exportsQuery = (id: string) =>
  queryOptions({ queryKey: storyKeys.exports(id), queryFn: ({ signal }) => api.get<StoryExport[]>('/api/exports', { signal, params: { sequence: id } }) });
export const startExport = (sequence: string, kind: ExportKind, settings: ExportSettings) => api.post<StoryExport>('/api/exports', { sequence, kind, settings });
export const removeExport = (id: string) => api.delete(`/api/exports/${id}`);
export const exportFileUrl = (id: string) => `/api/exports/${id}/file`;
