import { IconAlertTriangle, IconPhoto } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { PreviewImage } from '@/shared/jobs/PreviewImage';
import { jobKeys, type LiveJob } from '@/shared/jobs/queries';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { badgeOf, type FrameState } from '../story/frameState';
import { picturedBy } from '../story/pictured';
import type { Frame } from '../types';
import classes from './FramePicture.module.css';

type Props = { frame: Frame; state: FrameState; ratio: number };

/** The place of a frame's picture, as much of it as there is: what was there before stays until the next is whole. */
export function FramePicture({ frame, state, ratio }: Props) {
  const { image } = frame;
  const badge = badgeOf(frame, state);
  const alt = frame.action || frame.title || 'Frame';
  return (
    <span className={classes.picture} style={{ aspectRatio: ratio }} data-state={state.status}>
      {image ? <Thumbnail key={image.id} image={picturedBy(image, alt)} size="640" /> : <Stand state={state} />}
      {state.status === 'working' && <Working jobId={state.jobId} fraction={state.fraction} />}
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

function Working({ jobId, fraction }: { jobId: string; fraction: number | null }) {
  const { data } = useQuery<LiveJob>({ queryKey: jobKeys.live(jobId), queryFn: skipToken, staleTime: Infinity });
  const known = data?.progress?.fraction ?? fraction;
  return (
    <>
      {data?.previewUrl && <PreviewImage url={data.previewUrl} />}
      <span className={classes.progress}>
        <ProgressBar fraction={known} label="Making this frame" />
      </span>
    </>
  );
}
