import type { Job } from '@/shared/api/types';

const order = ['queued', 'leased', 'submitting', 'submitted', 'running', 'collecting', 'unknown'];
const rank = (job: Job) => (order.includes(job.state) ? order.indexOf(job.state) : order.length);

/** Whether an answer is at least as new as what is known: the stream may have told more while the answer was on its way. */
export const isNewer = (answer: Job, known: Job) =>
  answer.attempt > known.attempt || (answer.attempt === known.attempt && rank(answer) >= rank(known));

/** A fetched list, where it is behind what was known already with the known. */
export function keepNewest(known: readonly Job[] | undefined, fetched: Job[]): Job[] {
  if (!known) return fetched;
  const byId = new Map(known.map(job => [job.id, job]));
  return fetched.map(job => {
    const before = byId.get(job.id);
    return before && !isNewer(job, before) ? before : job;
  });
}
