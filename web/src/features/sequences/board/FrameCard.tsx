import { IconEye, IconGripVertical, IconLock } from '@tabler/icons-react';
import { memo, type PointerEvent } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { MotionSign } from '@/shared/images/MotionSign';
import { badgeOf, stateOf } from '../story/frameState';
import type { StoryCommands } from '../story/storyContext';
import type { Frame, FrameProgress } from '../types';
import classes from './FrameCard.module.css';
import { FrameMenu } from './FrameMenu';
import { FramePicture } from './FramePicture';
import { RetryButton } from './RetryButton';

type Props = {
  frame: Frame;
  place: number;
  last: number;
  ratio: number;
  progress: FrameProgress | undefined;
  isSelected: boolean;
  isTabStop: boolean;
  isRunning: boolean;
  /** What may be worth a look beside the frame before it. */
  remarks: readonly string[];
  mark: 'dragged' | 'before' | 'after' | null;
  onSelect: (frameId: string) => void;
  onDrag: (event: PointerEvent, frameId: string, place: number) => void;
  commands: StoryCommands;
};

export const FrameCard = memo(function FrameCard(props: Props) {
  const { frame, place, last, ratio, progress, isSelected, isTabStop, remarks, mark, onSelect, onDrag, commands } = props;
  const state = stateOf(frame, progress);
  const name = frame.title || `Frame ${place + 1}`;
  return (
    <li className={classes.card} data-place={place} data-mark={mark ?? undefined} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={classes.open}
        data-frame={frame.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isSelected || undefined}
        aria-label={[`Frame ${place + 1}: ${name}`, badgeOf(frame, state)].filter(Boolean).join(', ')}
        onClick={() => onSelect(frame.id)}
      >
        <FramePicture frame={frame} state={state} ratio={ratio} />
      </button>
      {state.status === 'failed' && (
        <div className={classes.failure} style={{ aspectRatio: ratio }}>
          <RetryButton message={state.message} onRetry={() => commands.reroll(frame, state.take.seed)} />
        </div>
      )}
      <div className={classes.foot}>
        <span className={classes.number} title="Drag to reorder" onPointerDown={event => onDrag(event, frame.id, place)}>
          <IconGripVertical size={14} stroke={1.6} aria-hidden />
          {place + 1}
        </span>
        <span className={classes.words}>
          <strong dir="auto">{name}</strong>
          <span dir="auto">{frame.action}</span>
        </span>
        <span className={classes.signs}>
          {remarks.length > 0 && (
            <Hint label={remarks.join(' ')} onTouch>
              <span className={classes.remark} role="img" aria-label={`Worth a look: ${remarks.join(' ')}`}>
                <IconEye size={16} stroke={1.6} aria-hidden />
              </span>
            </Hint>
          )}
          {frame.image && <MotionSign kind={frame.image.kind} size={14} stroke={1.6} />}
          {frame.locks.length > 0 && <IconLock size={14} stroke={1.6} aria-label="Locked" />}
        </span>
        <FrameMenu frame={frame} place={place} last={last} commands={commands} />
      </div>
    </li>
  );
});
