import { Button, Menu } from '@mantine/core';
import { memo } from 'react';
import type { Job } from '@/shared/api/types';
import { describeJob } from '@/shared/jobs/describe';
import { FailureWhere } from '@/shared/jobs/FailureWhere';
import { priorityWord, usualPriority } from '@/shared/jobs/priorities';
import { isFailed, isFinal, isWorking } from '@/shared/jobs/states';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { ItemActions } from './actions';
import { FailedMenu } from './FailedMenu';
import { JobFacts } from './JobFacts';
import { JobMedia } from './JobMedia';
import classes from './QueueItem.module.css';
import list from './QueueList.module.css';
import { RowMenu } from './RowMenu';

type Props = { job: Job; actions: ItemActions };

/** A job that runs or has ended. */
export const QueueItem = memo(function QueueItem({ job, actions }: Props) {
  const { progress, previewUrl } = useLiveJob(job);
  const { title, detail, fraction } = describeJob(job, progress);
  const isRunning = isWorking(job.state);

  return (
    <article className={`${list.row} ${classes.item}`} aria-label={`${title}: ${job.prompt ?? 'without a prompt'}`} data-running={isRunning || undefined}>
      <JobMedia job={job} previewUrl={previewUrl} />
      <div className={list.words}>
        <p dir="auto" className={classes.prompt} title={job.prompt ?? undefined}>
          {job.prompt ?? 'Without a prompt'}
        </p>
        {isRunning && <ProgressBar fraction={fraction} label={title} />}
        <p className={classes.state} data-failed={isFailed(job.state) || undefined}>
          <strong>{title}</strong>
          {isRunning && job.priority !== usualPriority && <span>{priorityWord(job.priority)}</span>}
          {detail && <span>{detail}</span>}
        </p>
        {isFailed(job.state) && <FailureWhere failure={job.failure} />}
        <JobFacts job={job} />
        <Links job={job} onShow={actions.show} />
      </div>
      <div className={classes.actions}>
        <TraceLink traceId={job.traceId} className={classes.trace} />
        {isRunning && <Running job={job} actions={actions} />}
        {isFinal(job.state) && job.state !== 'succeeded' && job.retriedAs === null && <Ended job={job} actions={actions} />}
      </div>
    </article>
  );
});

function Running({ job, actions }: Props) {
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-md" disabled={job.cancelRequested} onClick={() => actions.cancel(job)}>
        Cancel
      </Button>
      {job.groupSize > 1 && (
        <RowMenu label={`More for ${job.prompt ?? 'this job'}`}>
          <Menu.Item onClick={() => actions.cancelGroup(job)}>Cancel the whole group</Menu.Item>
        </RowMenu>
      )}
    </>
  );
}

function Ended({ job, actions }: Props) {
  return (
    <>
      <Button variant="default" size="compact-md" onClick={() => actions.retry(job)}>
        {job.state === 'parked' ? 'Requeue' : 'Retry'}
      </Button>
      {isFailed(job.state) && (
        <RowMenu label={`More for ${job.prompt ?? 'this job'}`}>
          <FailedMenu job={job} actions={actions} />
        </RowMenu>
      )}
    </>
  );
}

/** The way between a job and the one that tries it again. */
function Links({ job, onShow }: { job: Job; onShow: (id: string) => void }) {
  const { retryOf, retriedAs } = job;
  if (retryOf === null && retriedAs === null) return null;
  return (
    <p className={classes.links}>
      {retryOf !== null && (
        <button type="button" onClick={() => onShow(retryOf)}>
          Tries an earlier one again
        </button>
      )}
      {retriedAs !== null && (
        <button type="button" onClick={() => onShow(retriedAs)}>
          Retried
        </button>
      )}
    </p>
  );
}
