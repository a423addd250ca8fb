import { replaceEqualDeep } from '@tanstack/react-query';
import type { Job } from '@/shared/api/types';
import { isNewer } from './newest';

/**
 * The jobs that wait, in the order in which they will be claimed, as far as they were loaded. Events shift it in place; what they leave
 * in doubt is asked for again, page by page and only where somebody looks.
 */
export type WaitingLine = {
  /** By place, as long as the whole line; null where nothing is loaded. */
  jobs: readonly (Job | null)[];
  /** Rises whenever the order may have become another than the one shown. */
  doubt: number;
  /** Of each page the doubt that its last answer settled. */
  settled: Readonly<Record<number, number>>;
  /** Those that left lately, as they left: an answer from before must not bring them back. */
  left: readonly Departure[];
};

type Departure = { job: Job; at: number };

export type WaitingPage = { items: Job[]; total: number };

export const pageSize = 100;
const remembered = 500;
/** No answer is on its way for longer, or it is asked for again anyway. */
const memory = 10_000;

export const noLine: WaitingLine = { jobs: [], doubt: 0, settled: {}, left: [] };

export const pageOfPlace = (place: number) => Math.floor(place / pageSize);
/** Something may have happened that nobody told of. */
export const doubtLine = (line: WaitingLine): WaitingLine => ({ ...line, doubt: line.doubt + 1 });
export const placeOf = (line: WaitingLine, id: string) => line.jobs.findIndex(job => job?.id === id);

/** An answer. `asked`: the line's doubt when it was asked for, for the answer knows nothing of what came after. */
export function putPage(line: WaitingLine, page: number, answer: WaitingPage, asked: number): WaitingLine {
  const items = answer.items.filter(job => !hasLeft(line, job));
  const isBehind = items.length < answer.items.length;
  const start = page * pageSize;
  const total = answer.total - (answer.items.length - items.length);
  const known = new Map(line.jobs.flatMap(job => (job ? [[job.id, job] as const] : [])));
  const fresh = items.map(job => settle(known.get(job.id), job));

  const jobs: (Job | null)[] = Array.from({ length: Math.max(total, start + items.length) }, (_, place) => line.jobs[place] ?? null);
  const arrived = new Set(items.map(job => job.id));
  jobs.forEach((job, place) => job && arrived.has(job.id) && (jobs[place] = null));
  jobs.splice(start, fresh.length, ...fresh);
  return { ...line, jobs, settled: isBehind ? line.settled : { ...line.settled, [page]: asked } };
}

/** Whether this is news from before the job left. */
export const hasLeft = (line: WaitingLine, job: Job): boolean =>
  line.left.some(gone => gone.job.id === job.id && Date.now() - gone.at < memory && !isNewer(job, gone.job));

const settle = (known: Job | undefined, job: Job): Job => (known && !isNewer(job, known) ? known : replaceEqualDeep(known, job));

/** A job as an event tells it: in its place while it waits, out of the line when it does not. */
export const applyToLine = (line: WaitingLine, job: Job): WaitingLine => (job.state === 'queued' ? enter(line, job) : leave(line, job));

function leave(line: WaitingLine, job: Job): WaitingLine {
  const place = placeOf(line, job.id);
  const hadLeft = line.left.some(gone => gone.job.id === job.id);
  const left = [{ job, at: Date.now() }, ...line.left.filter(gone => gone.job.id !== job.id)].slice(0, remembered);
  if (place >= 0) return { ...line, left, jobs: line.jobs.toSpliced(place, 1) };

  // It stood somewhere among those that are not loaded, and which of them moved up is not known.
  const hole = line.jobs.lastIndexOf(null);
  const isNews = !hadLeft && ['leased', 'submitting', 'submitted', 'cancelled'].includes(job.state);
  return isNews && hole >= 0 ? { ...line, left, jobs: line.jobs.toSpliced(hole, 1), doubt: line.doubt + 1 } : { ...line, left };
}

function enter(line: WaitingLine, job: Job): WaitingLine {
  const place = placeOf(line, job.id);
  if (place >= 0) return { ...line, jobs: line.jobs.with(place, job) };

  const at = Math.min(job.position ?? Infinity, line.jobs.length);
  const isLast = at === line.jobs.length;
  const left = line.left.filter(gone => gone.job.id !== job.id);
  return { ...line, left, jobs: line.jobs.toSpliced(at, 0, job), doubt: line.doubt + (isLast ? 0 : 1) };
}

/** Moves these, in the order of the line, so that they stand before the job that is at `to` now. */
export function moveInLine(line: WaitingLine, ids: ReadonlySet<string>, to: number): WaitingLine {
  const moved = line.jobs.filter(job => job !== null && ids.has(job.id));
  const before = line.jobs.slice(0, to).filter(job => job === null || !ids.has(job.id));
  const after = line.jobs.slice(to).filter(job => job === null || !ids.has(job.id));
  return { ...line, jobs: [...before, ...moved, ...after] };
}

/** What is worth asking for when places `from` to `to` are in sight: pages with holes there, and those whose order is in doubt. */
export function pagesToAsk(line: WaitingLine, from: number, to: number): { page: number; isHole: boolean }[] {
  const last = Math.min(to, line.jobs.length - 1);
  const pages: { page: number; isHole: boolean }[] = [];
  for (let page = pageOfPlace(Math.max(0, from)); page * pageSize <= last; page++) {
    const isHole = line.jobs.slice(Math.max(from, page * pageSize), Math.min(last + 1, (page + 1) * pageSize)).includes(null);
    if (isHole || line.settled[page] !== line.doubt) pages.push({ page, isHole });
  }
  return pages;
}
