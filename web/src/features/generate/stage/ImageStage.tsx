import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Image, Job } from '@/shared/api/types';
import { describeJob } from '@/shared/jobs/describe';
import { jobKeys, type LiveJob } from '@/shared/jobs/queries';
import { endJourney } from '@/shared/telemetry/journey';
import { Frame } from './Frame';
import classes from './ImageStage.module.css';
import { Metadata } from './Metadata';
import type { StageActions } from './actions';

type Props = { image: Image; next: Job | null; actions: StageActions };

export function ImageStage({ image, next, actions }: Props) {
  const queries = useQueryClient();
  const [{ shownSince, preview }] = useState(() => ({
    shownSince: Date.now(),
    // Stays underneath until the picture has arrived.
    preview: image.jobId ? (queries.getQueryData<LiveJob>(jobKeys.live(image.jobId))?.previewUrl ?? null) : null,
  }));

  return (
    <div className={classes.layout}>
      <Frame
        key={image.id}
        width={image.width}
        height={image.height}
        alt={image.prompt ?? image.fileName}
        previewUrl={preview}
        image={image}
        onShown={() => image.groupId && endJourney(image.groupId, 'shown', shownSince)}
      />
      {next && <p className={classes.next}>Image {next.index + 1} of {next.groupSize} · {describeJob(next).title}</p>}
      <Metadata image={image} actions={actions} />
      <VisuallyHidden role="status">The image is ready</VisuallyHidden>
    </div>
  );
}
