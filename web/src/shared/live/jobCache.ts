import type { Job, Page } from '@/shared/api/types';

/** The list with `job` in its place (newest first) when it belongs there, without it when it does not. */
export function placeJob(jobs: Job[], job: Job, belongs: boolean): Job[] {
  const at = jobs.findIndex(known => known.id === job.id);
  const known = jobs[at];
  if (known && !belongs) return jobs.toSpliced(at, 1);
  if (known) return jobs.with(at, job);
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
