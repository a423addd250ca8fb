import { Button } from '@mantine/core';
import { duration, plural } from '@/shared/format/words';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { StoryProgress } from '../types';
import classes from './RunBar.module.css';

type Props = { progress: StoryProgress; isStopping: boolean; onCancel: () => void };

/** How far the pass is; what is finished stays, whatever becomes of the rest. */
export function RunBar({ progress, isStopping, onCancel }: Props) {
  const { pass, current, total, done, failed, secondsLeft } = progress;
  const left = secondsLeft === null ? null : `about ${duration(secondsLeft * 1000)} left`;
  return (
    <div className={classes.bar} role="status" aria-label="Progress">
      <ProgressBar fraction={total === 0 ? null : (done + failed) / total} label="Frames" />
      <div className={classes.row}>
        <span className={classes.told}>
          <strong>
            Frame {current ?? Math.min(done + failed + 1, Math.max(1, total))} of {total}
          </strong>
          <span className={classes.words}>
          {[pass === 'proof' ? 'proofs' : null, left, failed > 0 ? `${plural(failed, 'frame')} failed` : null].filter(Boolean).join(' · ')}
          </span>
        </span>
        <Button size="compact-sm" variant="default" loading={isStopping} onClick={onCancel}>
          Cancel the rest
        </Button>
      </div>
    </div>
  );
}
