import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImagePage, Job } from '@/shared/api/types';
import { jobKeys } from '@/shared/jobs/queries';
import { noLine, putPage, type WaitingLine } from '@/shared/jobs/waitingLine';
import { aJob, anImage } from '@/testing/builders';
import { countsOf } from '@/testing/studio';
import { addImage, applyAnswer, createEventSink } from './applyEvent';

let queries: QueryClient;
let say: ReturnType<typeof createEventSink>;

const lineOf = (...items: Job[]) => putPage(noLine, 0, { items, total: items.length }, 0);

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  say = createEventSink(queries);
  return () => void vi.useRealTimers();
});

describe('job events', () => {
  it('move a job from list to list', () => {
    const waiting = aJob({ id: 'a', position: 0 });
    queries.setQueryData(jobKeys.waiting, lineOf(waiting));
    queries.setQueryData(jobKeys.active, []);

    say({ type: 'job', data: { ...waiting, state: 'running', attempt: 1 } });

    expect(queries.getQueryData<WaitingLine>(jobKeys.waiting)?.jobs).toEqual([]);
    expect(queries.getQueryData<Job[]>(jobKeys.active)).toHaveLength(1);
  });

  it('are not undone by the answer to the request, when that comes later', () => {
    const asked = aJob({ id: 'a', position: 0 });
    for (const key of [jobKeys.active, jobKeys.recent]) queries.setQueryData(key, []);
    queries.setQueryData(jobKeys.waiting, lineOf());
    say({ type: 'job', data: { ...asked, state: 'running', attempt: 1 } });

    applyAnswer(queries, asked);

    expect(queries.getQueryData<WaitingLine>(jobKeys.waiting)?.jobs).toEqual([]);
    expect(queries.getQueryData<Job[]>(jobKeys.active)).toHaveLength(1);
  });

  it('touch no list that nobody has asked for', () => {
    say({ type: 'job', data: aJob() });

    expect(queries.getQueryData(jobKeys.active)).toBeUndefined();
  });

  it('ask for nothing of the line: it moves up by itself', () => {
    const invalidate = vi.spyOn(queries, 'invalidateQueries');
    queries.setQueryData(jobKeys.waiting, lineOf(...Array.from({ length: 20 }, (_, n) => aJob({ id: `j${n}` }))));

    for (let n = 0; n < 20; n++) say({ type: 'job', data: aJob({ id: `j${n}`, state: 'running' }) });
    vi.advanceTimersByTime(5_000);

    expect(invalidate).not.toHaveBeenCalled();
    expect(queries.getQueryData<WaitingLine>(jobKeys.waiting)).toMatchObject({ jobs: [], doubt: 0 });
  });
});

it('holds the order of the line in doubt once jobs were moved', () => {
  queries.setQueryData(jobKeys.waiting, lineOf(aJob()));

  say({ type: 'queue', data: { ...countsOf([]), reordered: true } });

  expect(queries.getQueryData<WaitingLine>(jobKeys.waiting)?.doubt).toBe(1);
});

it('keeps progress and preview side by side, apart from the lists', () => {
  const progress = { nodeId: '3', nodeType: 'KSampler', value: 1, max: 20, fraction: 0.1 };

  say({ type: 'progress', data: { jobId: 'a', progress } });
  say({ type: 'preview', data: { jobId: 'a', url: '/p?v=1' } });

  expect(queries.getQueryData(jobKeys.live('a'))).toEqual({ progress, previewUrl: '/p?v=1' });
});

it.each(['hello', 'reset'] as const)('fetches everything anew on %s', type => {
  const invalidate = vi.spyOn(queries, 'invalidateQueries');

  say(type === 'hello' ? { type, data: { lastId: '1', serverTime: '' } } : { type, data: {} });

  expect(invalidate).toHaveBeenCalledWith();
});

describe('addImage', () => {
  const page = (items: ImagePage['items'], next: string | null): ImagePage => ({ items, next, count: 9, totalBytes: 100, total: 9, scanning: false, online: true, missing: 0 });
  const at = (id: string, createdAt: string) => anImage({ id, createdAt, bytes: 10 });
  const pages = [page([at('c', '2026-03-01'), at('b', '2026-02-01')], 'b')];

  it('puts the newest first and counts it', () => {
    const [first] = addImage(pages, at('d', '2026-04-01'));

    expect(first).toMatchObject({ count: 10, totalBytes: 110 });
    expect(first?.items.map(({ id }) => id)).toEqual(['d', 'c', 'b']);
  });

  it('only counts what belongs to a page that is not loaded', () => {
    const [first] = addImage(pages, at('a', '2026-01-01'));

    expect(first?.count).toBe(10);
    expect(first?.items).toHaveLength(2);
  });

  it('does not count an image twice', () => {
    expect(addImage(pages, at('c', '2026-03-01'))).toBe(pages);
  });
});
