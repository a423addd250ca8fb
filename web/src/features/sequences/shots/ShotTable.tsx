import { Button, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useFrameDrag } from '../board/useFrameDrag';
import { framePath } from '../story/edits';
import { useStory } from '../story/storyContext';
import { useFrameKeys } from '../story/useFrameKeys';
import { useStable } from '@/shared/ui/useStable';
import { shotFields } from './fields';
import { TimesOfDay } from './ShotCell';
import { ShotRow } from './ShotRow';
import classes from './ShotTable.module.css';

/** Every shot as a row, every value edited where it stands. */
export function ShotTable({ ratio }: { ratio: number }) {
  const { story, shots, selected, commands, select, change, errorAt, progressOf } = useStory();
  const body = useRef<HTMLTableSectionElement>(null);
  const { drag, start } = useFrameDrag('list', commands.move);
  const keys = useFrameKeys(body, 'list');
  const write = useStable((frameId: string, field: string, value: unknown) => change(framePath(frameId, field), value));
  const current = selected ?? story.frames[0]?.id;

  return (
    <div className={classes.scroll}>
      <TimesOfDay />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.first}>
              Number
            </th>
            {shotFields.map(({ field, label, width }) => (
              <th key={field} scope="col" style={{ width }}>
                {label}
              </th>
            ))}
            <th scope="col" style={{ width: 44 }}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={keys}>
          {story.frames.map((frame, place) => (
            <ShotRow
              key={frame.id}
              frame={frame}
              place={place}
              last={story.frames.length - 1}
              ratio={ratio}
              progress={progressOf(frame.id)}
              isSelected={frame.id === selected}
              isTabStop={frame.id === current}
              mark={drag === null ? null : drag.frameId === frame.id ? 'dragged' : drag.to === place ? 'before' : drag.to === place + 1 ? 'after' : null}
              shots={shots}
              characters={story.characters}
              locations={story.locations}
              errorAt={errorAt}
              commands={commands}
              onSelect={select}
              onDrag={start}
              onChange={write}
            />
          ))}
        </tbody>
      </table>
      <Button className={classes.add ?? ''} variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => commands.insert(null)}>
        Add a shot
      </Button>
    </div>
  );
}
