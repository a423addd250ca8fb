import type { Job, Page } from '@/shared/api/types';

/** Every event carries the whole job; an older one (a late answer to a fetch) must not overwrite a newer. */
export const isNewer = (next: Job, known: Job) =>
  next.attempt > known.attempt || (next.attempt === known.attempt && rank(next) >= rank(known));

const order = ['queued', 'leased', 'submitting', 'submitted', 'running', 'collecting', 'unknown'];
const rank = (job: Job) => (order.includes(job.state) ? order.indexOf(job.state) : order.length);

/** The list with `job` in its place (newest first) when it belongs there, without it when it does not. */
export function placeJob(jobs: Job[], job: Job, belongs: boolean): Job[] {
  const at = jobs.findIndex(known => known.id === job.id);
  const known = jobs[at];
  if (known && !belongs) return jobs.toSpliced(at, 1);
  if (known) return isNewer(job, known) ? jobs.with(at, job) : jobs;
  if (!belongs) return jobs;
  const before = jobs.findIndex(other => other.sequence < job.sequence);
  return before < 0 ? [...jobs, job] : jobs.toSpliced(before, 0, job);
}

/** The same for a list that is loaded page by page: what would stand behind the last loaded page is left to that page. */
export function placeInPages<P extends Page<Job>>(pages: P[], job: Job, belongs: boolean): P[] {
  const holder = pages.findIndex(page => page.items.some(known => known.id === job.id));
  if (holder >= 0) return replacePage(pages, holder, job, belongs);
  if (!belongs) return pages;
  const into = pages.findIndex(page => page.next === null || (page.items.at(-1)?.sequence ?? -Infinity) < job.sequence);
  return into < 0 ? pages : replacePage(pages, into, job, true);
}

function replacePage<P extends Page<Job>>(pages: P[], at: number, job: Job, belongs: boolean): P[] {
  const page = pages[at];
  return page ? pages.with(at, { ...page, items: placeJob(page.items, job, belongs) }) : pages;
}
