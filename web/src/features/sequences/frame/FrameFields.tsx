import { useStable } from '@/shared/ui/useStable';
import { labelOf } from '../shots/fields';
import { ShotCell, TimesOfDay } from '../shots/ShotCell';
import { framePath } from '../story/edits';
import { useStory } from '../story/storyContext';
import type { Frame, ShotField } from '../types';
import classes from './FrameFields.module.css';

const rows: readonly (readonly ShotField[])[] = [['title'], ['action'], ['description'], ['shotType', 'timeOfDay'], ['cast', 'outfits'], ['locationId', 'durationMs'], ['notes']];

/** The fields of one frame below each other; the same that the table has in a row. */
export function FrameFields({ frame, place }: { frame: Frame; place: number }) {
  const { story, shots, change, errorAt } = useStory();
  const write = useStable((frameId: string, field: string, value: unknown) => change(framePath(frameId, field), value));
  return (
    <div className={classes.fields}>
      <TimesOfDay />
      {rows.map(fields => (
        <div key={fields.join()} className={classes.row}>
          {fields.map(field => (
            <div key={field} className={classes.field}>
              <span className={classes.label} aria-hidden>
                {field === 'durationMs' ? 'Shown for, seconds' : labelOf(field)}
              </span>
              <div className={classes.box}>
                <ShotCell
                  frame={frame}
                  field={field}
                  name={labelOf(field)}
                  shots={shots}
                  characters={story.characters}
                  locations={story.locations}
                  error={errorAt(`frames[${place}].${field}`)}
                  onChange={write}
                />
              </div>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
