import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { Engine } from '@/shared/api/types';
import { isUp } from '@/shared/engines/queries';
import { engineWords } from '@/shared/engines/words';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { count, plural } from '@/shared/format/words';
import { DeviceBar } from './DeviceBar';
import classes from './EngineCard.module.css';
import { useRefreshCatalog } from './useRefreshCatalog';

/** One ComfyUI: whether it works, what it is made of, what it has to do. */
export function EngineCard({ engine }: { engine: Engine }) {
  const { label, tone } = engineWords(engine);
  const refresh = useRefreshCatalog(engine);

  return (
    <article className={classes.card} aria-label={engine.name}>
      <header className={classes.header}>
        <h2>{engine.name}</h2>
        <span className={classes.status} data-tone={tone}>
          {label}
        </span>
      </header>
      <p className={classes.address}>{engine.address}</p>
      {engine.isSimulator && (
        <p className={classes.note}>Paints pictures in place of a ComfyUI. Point the studio at yours to render real ones.</p>
      )}
      {engine.problem && (
        <p className={classes.problem} role="status">
          {engine.problem}
        </p>
      )}
      {engine.devices.map(device => (
        <DeviceBar key={device.name} device={device} />
      ))}
      <dl className={classes.facts}>
        <Fact name="Version" value={engine.version} />
        <Fact name="Jobs of the studio" value={count(engine.jobs.length)} />
        <Fact name="In its own queue" value={isUp(engine) ? count(engine.queueRemaining) : null} />
        <Fact name="Checkpoints" value={engine.catalogAt && count(engine.checkpoints)} />
        <Fact name="Nodes" value={engine.catalogAt && count(engine.nodes)} />
      </dl>
      <footer className={classes.footer}>
        <span>
          {isUp(engine) && engine.reachableSince ? <>Up since <TimeAgo time={engine.reachableSince} /></> : <>Last seen <TimeAgo time={engine.seenAt} /></>}
          {engine.catalogAt && <> · list of models from <TimeAgo time={engine.catalogAt} /></>}
        </span>
        <Tooltip label="Ask again what it has">
          <ActionIcon
            aria-label={`Refresh the list of models of ${engine.name}`}
            disabled={!isUp(engine)}
            loading={refresh.isPending}
            onClick={() => refresh.mutate()}
          >
            <IconRefresh size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </footer>
      {refresh.isError && <p className={classes.problem} role="alert">{refresh.error.message}</p>}
      {refresh.isSuccess && <p className={classes.note} role="status">Asked for it: {plural(engine.checkpoints, 'checkpoint')} known so far.</p>}
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
