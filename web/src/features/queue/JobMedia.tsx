import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconPhoto, IconPlayerStop } from '@tabler/icons-react';
import type { Job } from '@/shared/api/types';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { PreviewImage } from '@/shared/jobs/PreviewImage';
import { isFailed, isWorking } from '@/shared/jobs/states';
import classes from './JobMedia.module.css';

type Props = { job: Job; previewUrl: string | null };

/** The picture, as much of it as there is; else what stands in its place. */
export function JobMedia({ job, previewUrl }: Props) {
  const [image] = job.images;
  return (
    <div className={classes.media} data-large={isWorking(job.state) || undefined}>
      {image ? (
        <Link to="/gallery" search={{ image: image.id }} aria-label="Open the image in the gallery">
          <Thumbnail image={image} />
        </Link>
      ) : previewUrl ? <PreviewImage url={previewUrl} /> : <Stand job={job} />}
    </div>
  );
}

function Stand({ job }: { job: Job }) {
  if (isFailed(job.state)) return <IconAlertTriangle size={22} stroke={1.5} className={classes.failed} aria-hidden />;
  const Icon = job.state === 'cancelled' ? IconPlayerStop : IconPhoto;
  return <Icon size={22} stroke={1.5} aria-hidden />;
}
