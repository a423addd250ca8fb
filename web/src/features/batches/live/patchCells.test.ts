import { expect, it } from 'vitest';
import type { Image, Job } from '@/shared/api/types';
import { aFailure, aJob, anImage } from '@/testing/builders';
import { aCell } from '../testing';
import { patchCells } from './patchCells';

const news = (jobs: Job[], images: Image[] = []) => ({
  jobs: new Map(jobs.map(job => [job.id, job])),
  images: new Map(images.map(image => [image.jobId ?? '', image])),
});

it('changes only the cells that the news are about', () => {
  const cells = [aCell({ index: 0 }), aCell({ index: 1 })];
  const next = patchCells(cells, news([aJob({ id: 'j1', state: 'succeeded', seed: 9, images: [anImage({ id: 'i1', blur: 'b' })] })]));

  expect(next[0]).toBe(cells[0]);
  expect(next[1]).toMatchObject({ state: 'succeeded', seed: 9, imageId: 'i1', blur: 'b', width: 1024 });
  expect(patchCells(next, news([aJob({ id: 'other', index: 0 })]))).toBe(next);
});

it('puts a retry into the cell of what failed, and is not taken in by late news of the first try', () => {
  const failed = aJob({ id: 'j0', state: 'failed', failure: aFailure({ message: 'The card ran out of memory.' }) });
  const [marked] = patchCells([aCell({ index: 0 })], news([failed]));
  expect(marked?.failure?.message).toBe('The card ran out of memory.');

  const again = aJob({ id: 'j9', state: 'running', retryOf: 'j0' });
  const [retried] = patchCells([marked ?? aCell({ index: 0 })], news([{ ...failed, retriedAs: 'j9' }, again]));
  expect(retried).toMatchObject({ jobId: 'j9', state: 'running', failure: null });

  const cells = [retried ?? aCell({ index: 0 })];
  expect(patchCells(cells, news([failed]))).toBe(cells);
});

it('never goes back from an end, however late the news are', () => {
  const cells = [aCell({ index: 0, state: 'succeeded', imageId: 'i' })];
  expect(patchCells(cells, news([aJob({ id: 'j0', state: 'running' })]))).toBe(cells);
});

it('takes an image that is told of apart from its job', () => {
  const [cell] = patchCells([aCell({ index: 0, state: 'collecting' })], news([], [anImage({ id: 'i', jobId: 'j0' })]));
  expect(cell).toMatchObject({ imageId: 'i', version: 'v1' });
});
