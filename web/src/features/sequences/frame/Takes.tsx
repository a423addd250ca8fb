import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { isFailed } from '@/shared/jobs/states';
import { shownTake } from '../story/frameState';
import { picturedBy, takePicture } from '../story/pictured';
import { useStory } from '../story/storyContext';
import type { Frame, Take } from '../types';
import panel from './FramePanel.module.css';
import classes from './Takes.module.css';

/** Every picture that was ever made of the frame; one of them stands for it. */
export function Takes({ frame, ratio }: { frame: Frame; ratio: number }) {
  const { commands } = useStory();
  const shown = shownTake(frame);
  if (frame.takes.length === 0 || (frame.takes.length === 1 && frame.picture === null)) return null;
  return (
    <section className={panel.section} aria-label="Takes">
      <h3 className={panel.label}>{frame.takes.length} takes</h3>
      <ul className={classes.takes}>
        {frame.takes.map((take, at) => { const image = takePicture(take); return (
          <li key={take.id}>
            <button
              type="button"
              className={classes.take}
              aria-pressed={take.id === shown?.id}
              aria-label={`Take ${at + 1}${take.pass === 'proof' ? ', proof' : ''}, seed ${take.seed}`}
              title={`Seed ${take.seed}${take.pass === 'proof' ? ' · proof' : ''}`}
              disabled={image === null}
              onClick={() => commands.choose(frame, take.id)}
            >
              <span className={classes.media} style={{ aspectRatio: ratio }}>
                {image ? <Thumbnail image={picturedBy(image, `Take ${at + 1}`)} /> : <Stand take={take} />}
                {take.id === shown?.id && <IconCheck size={14} stroke={2.4} className={classes.chosen} aria-hidden />}
              </span>
            </button>
          </li>
        ); })}
      </ul>
    </section>
  );
}

const Stand = ({ take }: { take: Take }) => (isFailed(take.state) ? <IconAlertTriangle size={16} stroke={1.5} aria-hidden /> : <span aria-hidden>…</span>);
