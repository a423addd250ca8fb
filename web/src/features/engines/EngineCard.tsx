import type { Engine } from '@/shared/api/types';
import { isUp } from '@/shared/engines/queries';
import { engineWords } from '@/shared/engines/words';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { DeviceBar } from './DeviceBar';
import classes from './EngineCard.module.css';
import { EngineFacts } from './EngineFacts';
import { EngineMenu } from './EngineMenu';
import { EngineMode } from './EngineMode';
import { EngineModels } from './EngineModels';
import { foreignWords } from './foreignWords';

type Props = { engine: Engine; onEdit: () => void };

/** One ComfyUI: whether it works, what it is made of, what it has to do. */
export function EngineCard({ engine, onEdit }: Props) {
  const { label, tone } = engineWords(engine);
  const others = foreignWords(engine.foreign);

  return (
    <article className={classes.card} aria-label={engine.name}>
      <header className={classes.header}>
        <h2>{engine.name}</h2>
        <span className={classes.status} data-tone={tone}>
          {label}
        </span>
        <EngineMenu engine={engine} onEdit={onEdit} />
      </header>
      <p className={classes.address}>{engine.address}</p>
      {engine.tags.length > 0 && (
        <ul className={classes.tags} aria-label={`Tags of ${engine.name}`}>
          {engine.tags.map(tag => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      {engine.isSimulator && (
        <p className={classes.note}>A simulator: it paints pictures in place of a ComfyUI.</p>
      )}
      <EngineMode engine={engine} />
      {engine.status === 'connecting' && <p className={classes.note} role="status">Asking it what it is and has …</p>}
      {engine.problem && (
        <p className={classes.problem} role="status">
          {engine.problem}
        </p>
      )}
      {engine.devices.map(device => (
        <DeviceBar key={device.name} device={device} />
      ))}
      <EngineFacts engine={engine} />
      {others && <p className={classes.note}>{others}</p>}
      <EngineModels engine={engine} />
      <footer className={classes.footer}>
        {isUp(engine) && engine.reachableSince ? <>Up since <TimeAgo time={engine.reachableSince} /></> : <>Last seen <TimeAgo time={engine.seenAt} /></>}
        {engine.catalogAt && <> · list of models from <TimeAgo time={engine.catalogAt} /></>}
      </footer>
    </article>
  );
}
