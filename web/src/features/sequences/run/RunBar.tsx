import { Button } from '@mantine/core';
import { duration, plural } from '@/shared/format/words';
import type { Standstill } from '@/shared/jobs/useStandstill';
import { StandstillAct } from '@/shared/jobs/StandstillAct';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { StoryProgress } from '../types';
import classes from './RunBar.module.css';

/** `standstill`: why none of it starts. */
type Props = { progress: StoryProgress; standstill: Standstill | null; isStopping: boolean; onCancel: () => void };

/** How far the pass is; what is finished stays, whatever becomes of the rest. */
export function RunBar({ progress, standstill, isStopping, onCancel }: Props) {
  const { pass, current, total, done, failed, secondsLeft } = progress;
  // What runs is finished whatever holds the rest.
  const held = current === null ? standstill : null;
  const left = secondsLeft === null || held ? null : `about ${duration(Math.max(1, secondsLeft) * 1000)} left`;
  return (
    <div className={classes.bar} role="status" aria-label="Progress">
      <ProgressBar fraction={total === 0 ? null : (done + failed) / total} label="Frames" />
      <div className={classes.row}>
        <span className={classes.told}>
          <strong>{held ? held.words : `Frame ${current ?? Math.min(done + failed + 1, Math.max(1, total))} of ${total}`}</strong>
          <span className={classes.words}>
            {[held ? `${done} of ${plural(total, 'frame')} made` : null, pass === 'proof' ? 'proofs' : null, left, failed > 0 ? `${plural(failed, 'frame')} failed` : null].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className={classes.acts}>
          {held && <StandstillAct standstill={held} />}
          <Button size="compact-sm" variant="default" loading={isStopping} onClick={onCancel}>
            Cancel the rest
          </Button>
        </span>
      </div>
    </div>
  );
}
