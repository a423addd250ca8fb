import type { Job } from '@/shared/api/types';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { duration, modelLabel } from '@/shared/format/words';
import { isFinal } from '@/shared/jobs/states';
import classes from './JobFacts.module.css';

/** What it is made with, where and when. */
export function JobFacts({ job }: { job: Job }) {
  const { checkpoint, width, height, steps } = job.slots;
  const facts = [
    typeof checkpoint === 'string' ? modelLabel(checkpoint) : null,
    typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : null,
    typeof steps === 'number' ? `${steps} steps` : null,
    job.groupSize > 1 ? `Image ${job.index + 1} of ${job.groupSize}` : null,
    isFinal(job.state) ? (job.engine?.name ?? null) : null,
    job.startedAt && job.endedAt ? duration(Date.parse(job.endedAt) - Date.parse(job.startedAt)) : null,
  ].filter(fact => fact !== null);

  return (
    <p className={classes.facts}>
      {facts.map(fact => (
        <span key={fact}>{fact}</span>
      ))}
      <TimeAgo time={job.endedAt ?? job.createdAt} />
    </p>
  );
}
