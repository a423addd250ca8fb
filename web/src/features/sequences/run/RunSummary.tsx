import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { plural } from '@/shared/format/words';
import type { Story, StoryProgress } from '../types';
import classes from './RunSummary.module.css';

type Props = {
  story: Story;
  progress: StoryProgress;
  onView: () => void;
  onRetry: () => void;
  onApprove: () => void;
  onFinal: () => void;
};

/** What came of the last pass, and what is next. */
export function RunSummary({ story, progress, onView, onRetry, onApprove, onFinal }: Props) {
  const { status, pass, done, failed, total } = progress;
  // Of which run it speaks: the next one is told of again.
  const run = story.frames.flatMap(({ takes }) => takes.map(({ groupId }) => groupId)).sort().at(-1) ?? '';
  const [dismissed, setDismissed] = useState('');
  if (total === 0 || dismissed === run) return null;
  const isApproved = story.approvedAt !== null;
  const missing = Math.max(0, total - done - failed);
  return (
    <div className={classes.summary} role="status" data-tone={failed > 0 ? 'warn' : 'ok'}>
      <span>
        <strong>{headline(status)}</strong> {plural(done, pass === 'proof' ? 'proof' : 'frame')} done
        {failed > 0 && `, ${failed} failed`}
        {missing > 0 && `, ${missing} not made`}.
      </span>
      <span className={classes.acts}>
        {failed > 0 && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try the failed again
          </Button>
        )}
        {done > 0 && (
          <Button size="compact-sm" variant="default" onClick={onView}>
            View
          </Button>
        )}
        {pass === 'proof' && done > 0 && (
          <Button size="compact-sm" onClick={isApproved ? onFinal : onApprove}>
            {isApproved ? 'Final pass' : 'Approve'}
          </Button>
        )}
        <CloseButton size="sm" aria-label="Dismiss" onClick={() => setDismissed(run)} />
      </span>
    </div>
  );
}

const headline = (status: string) => (status === 'cancelled' ? 'Cancelled.' : status === 'failed' ? 'Stopped.' : 'Finished.');
