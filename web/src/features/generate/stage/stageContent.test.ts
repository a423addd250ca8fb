import { describe, expect, it } from 'vitest';
import type { Image, Job } from '@/shared/api/types';
import { aJob, anImage } from '@/testing/builders';
import { stripItems } from '../strip/stripItems';
import { stageContent, type Selection } from './stageContent';

const running = aJob({ id: 'r', state: 'running', groupId: 'g' });
const queued = aJob({ id: 'q', groupId: 'g' });
const image = anImage({ id: 'i' });
const done = aJob({ id: 'd', state: 'succeeded', groupId: 'g', images: [image] });
const failed = aJob({ id: 'f', state: 'failed', groupId: 'h' });

const on = (jobs: Job[], { selection = null as Selection | null, images = [] as Image[], session = [] as string[] } = {}) =>
  stageContent({ selection, jobs, images, session });

describe('the stage', () => {
  it('is empty when nothing was ever made', () => expect(on([])).toEqual({ status: 'empty' }));

  it('follows what runs', () => expect(on([queued, running])).toEqual({ status: 'job', job: running }));

  it('keeps a finished image until the next of its generation runs', () =>
    expect(on([queued, done])).toEqual({ status: 'image', image, next: queued }));

  it('shows failures of this tab only', () => {
    expect(on([failed], { images: [image] }).status).toBe('image');
    expect(on([failed], { session: ['h'] })).toEqual({ status: 'failed', job: failed });
  });

  it('stays with what was clicked', () =>
    expect(on([running, done], { selection: { type: 'image', id: 'i' } })).toMatchObject({ status: 'image', image }));

  it('turns a clicked job into its image once there is one', () =>
    expect(on([done], { selection: { type: 'job', id: 'd' } })).toMatchObject({ status: 'image', image }));

  it('follows again when what was clicked is cancelled', () =>
    expect(on([running, aJob({ id: 'c', state: 'cancelled' })], { selection: { type: 'job', id: 'c' } })).toMatchObject({ job: running }));
});

it('the strip lists each image once, jobs in their places, cancelled ones not', () => {
  const older = anImage({ id: 'old' });
  const items = stripItems([queued, running, done, failed, aJob({ state: 'cancelled' })], [image, older], []);

  expect(items.map(({ id }) => id)).toEqual(['q', 'r', 'i', 'old']);
});
