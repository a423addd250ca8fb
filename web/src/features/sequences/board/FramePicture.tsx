import { IconAlertTriangle, IconPhoto } from '@tabler/icons-react';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { JobPreview } from '@/shared/jobs/JobPreview';
import { useLastingPreview } from '@/shared/jobs/useLastingPreview';
import { useStreamedJob } from '@/shared/jobs/useLiveJob';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { badgeOf, type FrameState } from '../story/frameState';
import { picturedBy } from '../story/pictured';
import type { Frame } from '../types';
import classes from './FramePicture.module.css';

type Props = { frame: Frame; state: FrameState; ratio: number };

/** The place of a frame's picture, as much of it as there is: what was there before stays until the next is whole. */
export function FramePicture({ frame, state, ratio }: Props) {
  const { image } = frame;
  const { previewed, onShown } = useLastingPreview(state.status === 'working' ? state.jobId : null, state.status === 'done' && image ? image.id : null);
  const badge = badgeOf(frame, state);
  const alt = frame.action || frame.title || 'Frame';
  return (
    <span className={classes.picture} style={{ aspectRatio: ratio }} data-state={state.status}>
      {image ? <Thumbnail key={image.id} image={picturedBy(image, alt)} size="640" onShown={onShown} /> : <Stand state={state} />}
      {previewed !== null && <JobPreview key={previewed} jobId={previewed} />}
      {state.status === 'working' && <Progress jobId={state.jobId} fraction={state.fraction} />}
      {badge !== null && (
        <span className={classes.badge} data-failed={state.status === 'failed' || undefined}>
          {badge}
        </span>
      )}
    </span>
  );
}

function Stand({ state }: { state: FrameState }) {
  const Icon = state.status === 'failed' ? IconAlertTriangle : IconPhoto;
  return (
    <span className={classes.stand}>
      <Icon size={28} stroke={1.2} aria-hidden />
    </span>
  );
}

function Progress({ jobId, fraction }: { jobId: string; fraction: number | null }) {
  return (
    <span className={classes.progress}>
      <ProgressBar fraction={useStreamedJob(jobId)?.progress?.fraction ?? fraction} label="Making this frame" />
    </span>
  );
}
