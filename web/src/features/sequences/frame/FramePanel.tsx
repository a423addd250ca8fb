import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { FramePicture } from '../board/FramePicture';
import { FrameMenu } from '../board/FrameMenu';
import { RetryButton } from '../board/RetryButton';
import { FrameContinuity } from '../continuity/FrameContinuity';
import { isUnderway, stateOf } from '../story/frameState';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';
import { FrameFields } from './FrameFields';
import classes from './FramePanel.module.css';
import { OwnPicture } from './OwnPicture';
import { PromptView } from './PromptView';
import { SeedChoice } from './SeedChoice';
import { Takes } from './Takes';
import { WishField } from './WishField';

type Props = {
  frame: Frame;
  ratio: number;
  /** Null where what is around it has its own heading and way out. */
  onClose: (() => void) | null;
};

/** Everything about one frame: its picture and takes, what it shows, and the prompt that comes of it. */
export function FramePanel({ frame, ratio, onClose }: Props) {
  const { story, commands, progressOf, select } = useStory();
  const place = story.frames.findIndex(({ id }) => id === frame.id);
  const progress = progressOf(frame.id);
  const state = stateOf(frame, progress);
  const neighbour = (by: 1 | -1) => story.frames[place + by];
  const go = (by: 1 | -1) => {
    const next = neighbour(by);
    if (next) select(next.id);
  };

  return (
    <div className={classes.panel} data-bare={onClose === null || undefined}>
      <div className={classes.head}>
        {onClose && <h2>Frame {place + 1}</h2>}
        <ActionIcon size={28} aria-label="Frame before" disabled={!neighbour(-1)} onClick={() => go(-1)}>
          <IconChevronLeft size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon size={28} aria-label="Next frame" disabled={!neighbour(1)} onClick={() => go(1)}>
          <IconChevronRight size={18} stroke={1.6} />
        </ActionIcon>
        <span className={classes.end}>
          <FrameMenu frame={frame} place={place} last={story.frames.length - 1} commands={commands} />
          {onClose && <CloseButton aria-label="Close the frame" onClick={onClose} />}
        </span>
      </div>
      <div className={classes.picture}>
        <FramePicture frame={frame} state={state} ratio={ratio} />
      </div>
      {state.status === 'failed' && <RetryButton message={state.message} onRetry={() => commands.reroll(frame, state.take.seed)} />}
      <div className={classes.acts}>
        <Button size="xs" variant="default" leftSection={<IconRefresh size={15} stroke={1.6} />} disabled={isUnderway(state)} onClick={() => commands.reroll(frame)}>
          {frame.takes.length === 0 ? 'Make this frame' : 'Another take'}
        </Button>
        <OwnPicture key={frame.id} frame={frame} />
      </div>
      <Takes frame={frame} ratio={ratio} />
      <FrameContinuity frame={frame} />
      <WishField key={`wish-${frame.id}`} frame={frame} />
      <FrameFields frame={frame} place={place} />
      <SeedChoice frame={frame} />
      <PromptView frame={frame} place={place} />
    </div>
  );
}
