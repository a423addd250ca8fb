import { memo, type PointerEvent } from 'react';
import { FrameMenu } from '../board/FrameMenu';
import { FramePicture } from '../board/FramePicture';
import { stateOf } from '../story/frameState';
import type { StoryCommands } from '../story/storyContext';
import type { Character, Frame, FrameProgress, Place, Shot } from '../types';
import { labelOf, shotFields } from './fields';
import { ShotCell } from './ShotCell';
import classes from './ShotTable.module.css';

type Props = {
  frame: Frame;
  place: number;
  last: number;
  ratio: number;
  progress: FrameProgress | undefined;
  isSelected: boolean;
  isTabStop: boolean;
  mark: 'dragged' | 'before' | 'after' | null;
  shots: readonly Shot[];
  characters: readonly Character[];
  locations: readonly Place[];
  errorAt: (path: string) => string | undefined;
  commands: StoryCommands;
  onSelect: (frameId: string) => void;
  onDrag: (event: PointerEvent, frameId: string, place: number) => void;
  onChange: (frameId: string, field: string, value: unknown) => void;
};

export const ShotRow = memo(function ShotRow(props: Props) {
  const { frame, place, last, ratio, progress, isSelected, isTabStop, mark, shots, characters, locations, errorAt, commands, onSelect, onDrag, onChange } = props;
  return (
    <tr data-place={place} data-selected={isSelected || undefined} data-mark={mark ?? undefined}>
      <th scope="row" className={classes.first}>
        <button
          type="button"
          className={classes.open}
          data-frame={frame.id}
          tabIndex={isTabStop ? 0 : -1}
          aria-current={isSelected || undefined}
          aria-label={`Shot ${place + 1}`}
          title="Drag to reorder"
          onPointerDown={event => onDrag(event, frame.id, place)}
          onClick={() => onSelect(frame.id)}
        >
          <span className={classes.number}>{place + 1}</span>
          <span className={classes.picture}>
            <FramePicture frame={frame} state={stateOf(frame, progress)} ratio={ratio} />
          </span>
        </button>
      </th>
      {shotFields.map(({ field }) => (
        <td key={field}>
          <ShotCell
            frame={frame}
            field={field}
            name={`${labelOf(field)} of shot ${place + 1}`}
            shots={shots}
            characters={characters}
            locations={locations}
            error={errorAt(`frames[${place}].${field}`)}
            onChange={onChange}
          />
        </td>
      ))}
      <td className={classes.acts}>
        <FrameMenu frame={frame} place={place} last={last} commands={commands} />
      </td>
    </tr>
  );
});
