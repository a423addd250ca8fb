import type { Engine } from '@/shared/api/types';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { modelLabel } from '@/shared/format/words';
import classes from './EngineModels.module.css';

const most = 4;

/** What the engine probably still holds in its memory: a job for one of these starts without loading. */
export function EngineModels({ engine }: { engine: Engine }) {
  if (engine.models.length === 0) return null;
  const newest = engine.models.toSorted((a, b) => Date.parse(b.usedAt) - Date.parse(a.usedAt));
  return (
    <section className={classes.models} aria-label={`Models in the memory of ${engine.name}`}>
      <h3>Probably loaded</h3>
      <ul>
        {newest.slice(0, most).map(model => (
          <li key={model.name}>
            <span className={classes.name} title={model.name}>{modelLabel(model.name)}</span>
            <span className={classes.age}>
              <TimeAgo time={model.usedAt} />
            </span>
          </li>
        ))}
      </ul>
      {newest.length > most && <p>and {newest.length - most} more</p>}
    </section>
  );
}
