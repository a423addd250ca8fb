import type { Image, Job } from '@/shared/api/types';
import { isFailed, isWaiting, isWorking } from '@/shared/jobs/states';

export type Selection = { type: 'job' | 'image'; id: string };

export type StageContent =
  | { status: 'loading' }
  | { status: 'away'; error: Error }
  | { status: 'empty' }
  | { status: 'job'; job: Job }
  | { status: 'failed'; job: Job }
  /** `next`: what is about to start, while the finished picture still stands. */
  | { status: 'image'; image: Image; next: Job | null };

/** The job or image that stands there. */
export function idOf(content: StageContent): string | null {
  switch (content.status) {
    case 'image':
      return content.image.id;
    case 'job':
    case 'failed':
      return content.job.id;
    default:
      return null;
  }
}

/** What can be cancelled: the job on stage, else whatever is under way behind it. */
export const underway = (content: StageContent, jobs: readonly Job[]): Job | null =>
  content.status === 'job' ? content.job : (oldestOf(jobs) ?? null);

type Facts = {
  /** What somebody clicked; null follows the work. */
  selection: Selection | null;
  /** Newest first. */
  jobs: readonly Job[];
  images: readonly Image[];
  /** Generations of this tab: only their failures come on stage unasked. */
  session: readonly string[];
};

export function stageContent({ selection, jobs, images, session }: Facts): StageContent {
  return (selection && selected(selection, jobs, images)) ?? followed(jobs, images, session);
}

function selected({ type, id }: Selection, jobs: readonly Job[], images: readonly Image[]): StageContent | null {
  if (type === 'job') {
    const job = jobs.find(known => known.id === id);
    return job ? ofJob(job) : null;
  }
  const image = images.find(known => known.id === id) ?? jobs.flatMap(job => job.images).find(known => known.id === id);
  return image ? { status: 'image', image, next: null } : null;
}

function ofJob(job: Job): StageContent | null {
  const [image] = job.images;
  if (isFailed(job.state)) return { status: 'failed', job };
  if (job.state === 'cancelled') return null;
  return image ? { status: 'image', image, next: null } : { status: 'job', job };
}

function followed(jobs: readonly Job[], images: readonly Image[], session: readonly string[]): StageContent {
  const current = oldestOf(jobs);
  if (current) return hold(current, jobs) ?? { status: 'job', job: current };

  const last = jobs.find(job => job.state === 'succeeded' || (isFailed(job.state) && job.retriedAs === null && session.includes(job.groupId)));
  const content = last && ofJob(last);
  if (content) return content;
  const [newest] = images;
  return newest ? { status: 'image', image: newest, next: null } : { status: 'empty' };
}

/** The oldest that an engine holds, else the next in line. */
const oldestOf = (jobs: readonly Job[]) =>
  jobs.findLast(job => job.state === 'running') ??
  jobs.findLast(job => isWorking(job.state)) ??
  jobs.findLast(job => isWaiting(job.state));

/** Between two pictures of one generation the finished one stays, or the stage would blink. */
function hold(next: Job, jobs: readonly Job[]): StageContent | null {
  if (next.state === 'running' || next.state === 'collecting') return null;
  const done = jobs.find(job => job.groupId === next.groupId && job.state === 'succeeded');
  const [image] = done?.images ?? [];
  return image ? { status: 'image', image, next } : null;
}
