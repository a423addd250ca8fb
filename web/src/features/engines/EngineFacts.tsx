import type { Engine } from '@/shared/api/types';
import { isUp } from '@/shared/engines/queries';
import { count } from '@/shared/format/words';
import classes from './EngineFacts.module.css';

/** What an engine is and has, in figures. */
export function EngineFacts({ engine }: { engine: Engine }) {
  return (
    <dl className={classes.facts}>
      <Fact name="Version" value={engine.version} />
      <Fact name="Jobs of the studio" value={isUp(engine) ? count(engine.jobs.length) : null} />
      <Fact name="Checkpoints" value={engine.catalogAt && count(engine.checkpoints)} />
      <Fact name="Nodes" value={engine.catalogAt && count(engine.nodes)} />
      <Fact name="Weight" value={engine.weight === 1 ? null : `× ${count(engine.weight)}`} />
      <Fact name="Login" value={engine.hasCredentials ? 'Kept' : null} />
      <Fact name="Worker" value={engine.workerId} isWide />
    </dl>
  );
}

function Fact({ name, value, isWide }: { name: string; value: string | null; isWide?: boolean }) {
  if (!value) return null;
  return (
    <div data-wide={isWide ? true : undefined}>
      <dt>{name}</dt>
      <dd title={value}>{value}</dd>
    </div>
  );
}
