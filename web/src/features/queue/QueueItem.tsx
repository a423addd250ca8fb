import { Button } from '@mantine/core';
import type { Job } from '@/shared/api/types';
import { describeJob } from '@/shared/jobs/describe';
import { FailureWhere } from '@/shared/jobs/FailureWhere';
import { isFailed, isFinal, isWorking } from '@/shared/jobs/states';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { JobFacts } from './JobFacts';
import { JobMedia } from './JobMedia';
import classes from './QueueItem.module.css';
import list from './QueueList.module.css';

type Props = { job: Job; onCancel: (job: Job) => void; onRetry: (job: Job) => void };

export function QueueItem({ job, onCancel, onRetry }: Props) {
  const { progress, previewUrl } = useLiveJob(job);
  const { title, detail, fraction } = describeJob(job, progress);
  const canRetry = (isFailed(job.state) || job.state === 'cancelled') && job.retriedAs === null;

  return (
    <article className={list.row} aria-label={`${title}: ${job.prompt ?? 'without a prompt'}`}>
      <JobMedia job={job} previewUrl={previewUrl} />
      <div className={list.words}>
        <p className={classes.prompt} title={job.prompt ?? undefined}>
          {job.prompt ?? 'Without a prompt'}
        </p>
        {isWorking(job.state) && <ProgressBar fraction={fraction} label={title} />}
        <p className={classes.state} data-failed={isFailed(job.state) || undefined}>
          <strong>{title}</strong>
          {detail && <span>{detail}</span>}
        </p>
        {isFailed(job.state) && <FailureWhere failure={job.failure} />}
        <JobFacts job={job} />
      </div>
      <div className={classes.actions}>
        <TraceLink traceId={job.traceId} className={classes.trace} />
        {!isFinal(job.state) && (
          <Button variant="subtle" color="gray" size="compact-md" disabled={job.cancelRequested} onClick={() => onCancel(job)}>
            Cancel
          </Button>
        )}
        {canRetry && (
          <Button variant="default" size="compact-md" onClick={() => onRetry(job)}>
            Retry
          </Button>
        )}
        {job.retriedAs !== null && <span className={classes.retried}>Retried</span>}
      </div>
    </article>
  );
}
