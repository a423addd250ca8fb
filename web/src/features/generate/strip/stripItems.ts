import type { Image, Job } from '@/shared/api/types';
import { isFailed, isFinal } from '@/shared/jobs/states';

export type StripItem = { type: 'job'; id: string; job: Job } | { type: 'image'; id: string; image: Image };

const longest = 80;

/** Newest first: what waits, what runs, what came out. A picture stands where its job stood, so nothing jumps. */
export function stripItems(jobs: readonly Job[], images: readonly Image[], session: readonly string[]): StripItem[] {
  const items = jobs.flatMap(job => itemsOf(job, session));
  const shown = new Set(items.map(item => item.id));
  const older = images.filter(image => !shown.has(image.id)).map(asItem);
  return [...items, ...older].slice(0, longest);
}

const asItem = (image: Image): StripItem => ({ type: 'image', id: image.id, image });

function itemsOf(job: Job, session: readonly string[]): StripItem[] {
  if (job.state === 'succeeded') return job.images.map(asItem);
  const isOpenFailure = isFailed(job.state) && job.retriedAs === null && session.includes(job.groupId);
  return !isFinal(job.state) || isOpenFailure ? [{ type: 'job', id: job.id, job }] : [];
}
