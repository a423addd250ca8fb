import { ProblemState } from '@/shared/ui/ProblemState';
import type { StageActions } from './actions';
import { EmptyStage } from './EmptyStage';
import { FailedStage } from './FailedStage';
import { ImageStage } from './ImageStage';
import { JobStage } from './JobStage';
import classes from './Stage.module.css';
import type { StageContent } from './stageContent';

type Props = { content: StageContent; actions: StageActions };

/** The largest thing on the page: what is being made, or what was. */
export function Stage({ content, actions }: Props) {
  return (
    <section className={classes.stage} aria-label="Stage">
      {content.status === 'away' && <ProblemState error={content.error} onRetry={actions.onReload} />}
      {content.status === 'empty' && <EmptyStage onTry={actions.onTryPrompt} />}
      {content.status === 'failed' && <FailedStage job={content.job} onRetry={actions.onRetry} />}
      {content.status === 'job' && <JobStage key={content.job.id} job={content.job} onCancel={actions.onCancel} />}
      {content.status === 'image' && <ImageStage key={content.image.jobId ?? content.image.id} image={content.image} next={content.next} actions={actions} />}
    </section>
  );
}
