import { UnstyledButton } from '@mantine/core';
import type { Job } from '@/shared/api/types';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { describeJob } from '@/shared/jobs/describe';
import { PreviewImage } from '@/shared/jobs/PreviewImage';
import { isFailed } from '@/shared/jobs/states';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { ProgressRing } from '@/shared/ui/ProgressRing';
import type { Selection } from '../stage/stageContent';
import classes from './Filmstrip.module.css';
import type { StripItem } from './stripItems';

type Props = {
  items: readonly StripItem[];
  /** What stands on the stage. */
  current: string | null;
  onSelect: (selection: Selection) => void;
};

/** What this studio made last, newest first, at the edge of the stage. */
export function Filmstrip({ items, current, onSelect }: Props) {
  if (items.length === 0) return null;
  return (
    <ul className={classes.strip} aria-label="Recent images">
      {items.map(item => (
        <li key={item.id}>
          <UnstyledButton
            className={classes.tile}
            aria-current={item.id === current ? 'true' : undefined}
            onClick={() => onSelect({ type: item.type, id: item.id })}
          >
            {item.type === 'image' ? <Thumbnail image={item.image} /> : <JobTile job={item.job} />}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function JobTile({ job }: { job: Job }) {
  const { progress, previewUrl } = useLiveJob(job);
  const { title, fraction } = describeJob(job, progress);
  const position = job.held ? <IconPlayerPause size={18} stroke={1.6} aria-hidden /> : job.position === null ? '' : job.position + 1;

  return (
    <span className={classes.job} aria-label={`${title}: ${job.prompt ?? ''}`} role="img">
      {previewUrl && <PreviewImage url={previewUrl} />}
      {isFailed(job.state) && <IconAlertTriangle size={20} stroke={1.6} className={classes.failed} aria-hidden />}
      {job.state === 'queued' && <span className={classes.position}>{position}</span>}
      {!isFailed(job.state) && job.state !== 'queued' && (
        <span className={classes.badge}>
          <ProgressRing fraction={fraction} />
        </span>
      )}
    </span>
  );
}
