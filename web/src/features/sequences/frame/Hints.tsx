import { useQuery } from '@tanstack/react-query';
import { continuityQuery } from '../api';
import { useStory } from '../story/storyContext';
import panel from './FramePanel.module.css';
import classes from './Hints.module.css';

/** How like its neighbours and its references the frame is: numbers and what they mean. */
export function Hints({ frameId }: { frameId: string }) {
  const { story } = useStory();
  const { data } = useQuery(continuityQuery(story.id));
  const hints = data?.frames.find(({ id }) => id === frameId)?.hints ?? [];
  if (hints.length === 0) return null;
  return (
    <section className={panel.section} aria-label="Continuity">
      <h3 className={panel.label}>Continuity</h3>
      <dl className={classes.hints}>
        {hints.map(({ label, value, meaning }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{Number.isInteger(value) ? value : value.toFixed(2)}</strong> {meaning}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
