import { Button, VisuallyHidden } from '@mantine/core';
import type { Job } from '@/shared/api/types';
import { duration } from '@/shared/format/words';
import { useNow } from '@/shared/format/useNow';
import { describeJob } from '@/shared/jobs/describe';
import { sizeOf } from '@/shared/jobs/sizeOf';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { Frame } from './Frame';
import classes from './JobStage.module.css';

type Props = { job: Job; onCancel: (job: Job) => void };

export function JobStage({ job, onCancel }: Props) {
  const { progress, previewUrl } = useLiveJob(job);
  const { title, detail, fraction } = describeJob(job, progress);

  return (
    <div className={classes.layout}>
      <Frame {...sizeOf(job)} alt={job.prompt ?? ''} previewUrl={previewUrl}>
        {!previewUrl && <Waiting title={title} detail={detail} isStill={job.state === 'queued'} />}
      </Frame>
      <div className={classes.caption}>
        <ProgressBar fraction={job.state === 'queued' ? 0 : fraction} label={title} />
        <div className={classes.line}>
          <span className={classes.title}>{title}</span>
          {job.groupSize > 1 && (
            <span>
              Image {job.index + 1} of {job.groupSize}
            </span>
          )}
          {job.startedAt && <Elapsed since={job.startedAt} />}
          <Button variant="subtle" color="gray" size="compact-sm" disabled={job.cancelRequested} onClick={() => onCancel(job)}>
            Cancel
          </Button>
        </div>
      </div>
      <VisuallyHidden role="status">{job.state === 'running' ? 'Painting' : title}</VisuallyHidden>
    </div>
  );
}

function Waiting({ title, detail, isStill }: { title: string; detail: string | null; isStill: boolean }) {
  return (
    <div className={classes.waiting} data-still={isStill || undefined}>
      <strong>{title}</strong>
      {detail && <p>{detail}</p>}
    </div>
  );
}

function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return <span>{duration(now - Date.parse(since))}</span>;
}
