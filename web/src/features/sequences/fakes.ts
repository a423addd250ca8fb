import { http, HttpResponse } from 'msw';
import { server } from '@/testing/server';
import type { Continuity, Frame, FrameContinuity, Producer, Story, StoryProgress, StorySummary, Take } from './types';

/** Stories with believable values, and a studio that keeps them as the API does; a test names only what it is about. */

export function aTake(take: Partial<Take> = {}): Take {
  const imageId = take.imageId ?? 'image-1';
  return {
    id: 'take-1',
    pass: 'final',
    jobId: 'job-1',
    groupId: 'run-1',
    seed: 7,
    prompt: 'a lighthouse',
    template: 'text_to_image_sdxl',
    templateVersion: '1',
    negative: '',
    references: [],
    createdAt: '2026-01-02T12:00:00Z',
    state: 'succeeded',
    imageId,
    url: `/api/images/${imageId}/file?v=v1`,
    thumbnails: thumbnailsOf(imageId),
    blur: null,
    width: 1024,
    height: 1024,
    failure: null,
    progress: null,
    waitReason: null,
    ...take,
  };
}

const thumbnailsOf = (id: string) => ({ '300': `/api/images/${id}/thumbnails/300?v=v1`, '640': `/api/images/${id}/thumbnails/640?v=v1`, '1280': `/api/images/${id}/thumbnails/1280?v=v1` });

export function aFrame(id: string, frame: Partial<Frame> = {}): Frame {
  const takes = frame.takes ?? [];
  const shown = takes.findLast(take => take.imageId !== null) ?? null;
  const action = frame.action ?? `she climbs the stairs ${id}`;
  return {
    id,
    title: `Shot ${id}`,
    action,
    description: '',
    shotType: 'wide',
    cast: [],
    outfits: {},
    locationId: null,
    timeOfDay: null,
    seed: null,
    nextSeed: 11,
    locks: [],
    durationMs: 2000,
    notes: '',
    promptOverride: null,
    picture: null,
    chosen: null,
    shown: shown?.id ?? null,
    image: shown?.imageId ? { id: shown.imageId, width: 1024, height: 1024, kind: 'image' as const, blur: null, url: `/api/images/${shown.imageId}/file`, thumbnails: thumbnailsOf(shown.imageId) } : null,
    composed: { parts: [{ kind: 'action' as const, text: action, at: 0 }], prompt: action, negative: '', tokens: 5, limit: 75, cutAt: null, replaced: [], changed: [] },
    ...frame,
    takes,
  };
}

export const aStory = (story: Partial<Story> = {}): Story => ({
  id: 's1',
  title: 'The lighthouse',
  version: 3,
  createdAt: '2026-01-02T12:00:00Z',
  updatedAt: '2026-01-02T12:00:00Z',
  status: 'reviewing',
  source: { kind: 'story', text: 'Mara keeps the lighthouse.', arc: null, frames: 3, warnings: null, problem: null },
  family: 'sdxl',
  template: 'text_to_image_sdxl',
  slots: {},
  style: { prefix: '', suffix: '', negative: '', loras: [], keywords: {} },
  characters: [],
  locations: [],
  seed: { rule: 'perFrame', base: 1 },
  stopAtFirstFailure: false,
  approvedAt: null,
  frames: [aFrame('a'), aFrame('b'), aFrame('c')],
  ...story,
});

export const aProgress = (progress: Partial<StoryProgress> = {}): StoryProgress => ({ status: 'reviewing', pass: null, current: null, total: 0, done: 0, failed: 0, secondsLeft: null, frames: [], ...progress });

export const aSummary = (story: Partial<StorySummary> = {}): StorySummary => ({
  id: 's1', title: 'The lighthouse', status: 'complete', frames: 7, done: 7, failed: 0, cover: null, updatedAt: '2026-01-02T12:00:00Z', version: 1, ...story,
});

export const aProducer: Producer = {
  kind: 'builtIn',
  name: 'Built-in',
  available: true,
  problem: null,
  families: [{ id: 'sdxl', label: 'SDXL', dialect: 'mixed', negative: '', shots: [{ id: 'wide', label: 'Wide', words: 'wide shot' }, { id: 'closeUp', label: 'Close-up', words: 'close-up' }] }],
};

/** Of each frame, what stands between it and the one before, if that is known. */
export const aContinuity = (frames: readonly FrameContinuity[] = []): Continuity => ({
  frames: [...frames],
  scale: {
    palette: [{ from: 16, means: 'clearly other colours or light' }, { from: 0, means: 'the same colours' }],
    likeness: [{ from: 0.94, means: 'nearly the same picture' }, { from: 0, means: 'another composition' }],
  },
});

type Asked = { call: string; body: unknown };

/** Keeps one story: edits stand with their version, a stale one is refused. `meddle` is somebody else's edit. */
export function serveStory(first: Story, progress: StoryProgress = aProgress()) {
  const asked: Asked[] = [];
  let story = first;
  let removed: Frame[] = [];
  const stand = (change: Partial<Story>) => {
    story = { ...story, ...change, version: story.version + 1 };
    return HttpResponse.json(story);
  };
  const writing = (call: string, write: (body: Record<string, unknown>) => Partial<Story>) => async ({ request }: { request: Request }) => {
    const body = (await request.json()) as Record<string, unknown>;
    asked.push({ call, body });
    if (body.version !== story.version) return HttpResponse.json({ title: 'Changed meanwhile', status: 409, detail: 'It was changed.', current: story }, { status: 409 });
    return stand(write(body));
  };
  /** Frames show nobody, and play nowhere, that is not in the bible. */
  const tidied = (change: Partial<Story>): Partial<Story> => {
    const { characters, locations } = { ...story, ...change };
    const known = new Set([...characters, ...locations].map(({ id }) => id));
    const frames = (change.frames?.map(draft => ({ ...(story.frames.find(({ id }) => id === draft.id) ?? aFrame(draft.id)), ...draft })) ?? story.frames).map(frame => ({ ...frame, cast: frame.cast.filter(id => known.has(id)), locationId: known.has(frame.locationId ?? '') ? frame.locationId : null }));
    return { ...change, frames };
  };
  const patched = (id: unknown, change: Partial<Frame>) => ({ frames: story.frames.map(frame => (frame.id === id ? { ...frame, ...change } : frame)) });

  server.use(
    http.get('*/api/producer', () => HttpResponse.json(aProducer)),
    http.get('*/api/exports', () => HttpResponse.json([])),
    http.get('*/api/sequences/:id/continuity', () => HttpResponse.json(aContinuity())),
    http.get('*/api/sequences/:id/progress', () => HttpResponse.json(progress)),
    http.get('*/api/sequences/:id', () => HttpResponse.json(story)),
    http.put('*/api/sequences/:id', writing('save', fields => tidied(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'version'))))),
    http.post('*/api/sequences/:id/frames/order', writing('order', ({ ids }) => ({ frames: (ids as string[]).flatMap(id => story.frames.filter(frame => frame.id === id)) }))),
    http.post('*/api/sequences/:id/frames', writing('insert', ({ frame, before }) => {
      const { id } = frame as { id?: string };
      const back = removed.find(known => known.id === id) ?? aFrame('new', { title: '', action: '' });
      const at = story.frames.findIndex(known => known.id === before);
      return { frames: story.frames.toSpliced(at < 0 ? story.frames.length : at, 0, back) };
    })),
    http.delete('*/api/sequences/:id/frames/:frame', ({ params, request }) => {
      asked.push({ call: 'remove', body: { frame: params.frame, version: new URL(request.url).searchParams.get('version') } });
      removed = story.frames.filter(({ id }) => id === params.frame);
      return stand({ frames: story.frames.filter(({ id }) => id !== params.frame) });
    }),
    http.patch('*/api/sequences/:id/frames/:frame', async ({ params, request }) => writing('patch', ({ frame }) => patched(params.frame, frame as Partial<Frame>))({ request })),
    http.post('*/api/sequences/:id/frames/:frame/choose', async ({ params, request }) => writing('choose', ({ take }) => patched(params.frame, { chosen: take as string, shown: take as string }))({ request })),
    http.post('*/api/sequences/:id/frames/:frame/revise', async ({ params, request }) => writing('revise', ({ wish }) => patched(params.frame, { timeOfDay: wish as string, shotType: 'closeUp' }))({ request })),
    http.post('*/api/sequences/:id/frames/:frame/reroll', async ({ request }) => {
      asked.push({ call: 'reroll', body: await request.json() });
      return HttpResponse.json(story, { status: 202 });
    }),
    http.post('*/api/sequences/:id/dry-run', async ({ request }) => {
      asked.push({ call: 'dry-run', body: await request.json() });
      return HttpResponse.json({ images: story.frames.length, seconds: { low: 20, typical: 30, high: 60 }, bytes: 9_000_000, modelSwitches: 1, missing: [], warnings: [], frames: [] });
    }),
    http.post('*/api/sequences/:id/start', async ({ request }) => {
      asked.push({ call: 'start', body: await request.json() });
      return HttpResponse.json({ groupId: 'run-2', images: story.frames.length, warnings: [] }, { status: 202 });
    }),
    http.post('*/api/sequences/:id/cancel', () => {
      asked.push({ call: 'cancel', body: null });
      return HttpResponse.json({ cancelled: 1, undo: null });
    }),
  );
  return {
    asked,
    now: () => story,
    meddle: (change: Partial<Story>) => void stand(change),
    say: (next: Partial<StoryProgress>) => Object.assign(progress, next),
    become: (change: Partial<Story>) => {
      story = { ...story, ...change };
    },
  };
}
