import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Job } from '@/shared/api/types';
import { describeJob } from '@/shared/jobs/describe';
import { FailureWhere } from '@/shared/jobs/FailureWhere';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import classes from './FailedStage.module.css';

type Props = { job: Job; onRetry: (job: Job) => void };

export function FailedStage({ job, onRetry }: Props) {
  const { title, detail } = describeJob(job);
  return (
    <div className={classes.failed} role="alert">
      <IconAlertTriangle size={32} stroke={1.4} className={classes.icon} aria-hidden />
      <h2>{title}</h2>
      <p className={classes.sentence}>{detail}</p>
      <FailureWhere failure={job.failure} />
      <div className={classes.actions}>
        <Button onClick={() => onRetry(job)}>Retry</Button>
        <Button variant="default" renderRoot={props => <Link {...props} to="/generate" search={{ retry: job.id }} />}>
          Edit and retry
        </Button>
        <TraceLink traceId={job.traceId} />
      </div>
      {job.failure?.detail && (
        <details className={classes.detail}>
          <summary>What the engine said</summary>
          <pre>{job.failure.detail}</pre>
        </details>
      )}
    </div>
  );
}
