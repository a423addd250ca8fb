import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useContinuity } from '../continuity/useContinuity';
import { useStory } from '../story/storyContext';
import { useFrameKeys } from '../story/useFrameKeys';
import classes from './Board.module.css';
import { FrameCard } from './FrameCard';
import { useFrameDrag } from './useFrameDrag';

/** All frames in order; they fill in while they are made. */
export function Board({ ratio }: { ratio: number }) {
  const { story, selected, commands, select, progressOf, isRunning } = useStory();
  const list = useRef<HTMLOListElement>(null);
  const { drag, start } = useFrameDrag('grid', commands.move);
  const keys = useFrameKeys(list, 'grid');
  const continuity = useContinuity();
  const current = selected ?? story.frames[0]?.id;

  return (
    <ol ref={list} className={classes.board} aria-label="Frames" onKeyDown={keys}>
      {story.frames.map((frame, place) => (
        <FrameCard
          key={frame.id}
          frame={frame}
          place={place}
          last={story.frames.length - 1}
          ratio={ratio}
          progress={progressOf(frame.id)}
          isSelected={frame.id === selected}
          isTabStop={frame.id === current}
          remarks={continuity.of(frame)?.remarks ?? noRemarks}
          mark={drag === null ? null : drag.frameId === frame.id ? 'dragged' : drag.to === place ? 'before' : drag.to === place + 1 && place === story.frames.length - 1 ? 'after' : null}
          isRunning={isRunning}
          onSelect={select}
          onDrag={start}
          commands={commands}
        />
      ))}
      <li className={classes.add}>
        <button type="button" style={{ aspectRatio: ratio }} onClick={() => commands.insert(null)}>
          <IconPlus size={24} stroke={1.4} aria-hidden />
          Add a frame
        </button>
      </li>
    </ol>
  );
}

const noRemarks: readonly string[] = [];
