import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { count, duration, plural } from '@/shared/format/words';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { Batch, Cell } from '../types';
import { aboutSeconds, doneOf, isOver, progressWords, titleOf } from '../words';
import { failuresOf } from './failures';
import classes from './ProgressHead.module.css';

type Props = { batch: Batch; cells: readonly (Cell | undefined)[]; onRetry: () => void; onShow: (cell: Cell) => void };

/** How far it is, how fast it goes, how long it takes yet, and what failed. */
export function ProgressHead({ batch, cells, onRetry, onShow }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { failed, state } = batch;
  return (
    <section className={classes.head} aria-label="Progress" data-state={state}>
      <p className={classes.name} aria-hidden>
        {titleOf(batch)}
      </p>
      <div className={classes.line}>
        <strong role="status">{state === 'paused' ? `Paused at ${progressWords(batch).toLowerCase()}` : progressWords(batch)}</strong>
        <span className={classes.facts}>{factsOf(batch).join(' · ')}</span>
        {failed > 0 && (
          <span className={classes.trouble}>
            <UnstyledButton className={classes.failures} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
              {count(failed)} failed
            </UnstyledButton>
            <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={15} stroke={1.8} />} onClick={onRetry}>
              Retry failed
            </Button>
          </span>
        )}
      </div>
      {!isOver(batch) && <ProgressBar fraction={batch.images === 0 ? null : doneOf(batch) / batch.images} label={progressWords(batch)} />}
      {isOpen && failed > 0 && <Failures cells={cells} onShow={onShow} />}
    </section>
  );
}

function factsOf(batch: Batch): string[] {
  const { rate, secondsLeft, startedAt, endedAt, state } = batch;
  if (isOver(batch)) return startedAt !== null && endedAt !== null ? [`in ${duration(Date.parse(endedAt) - Date.parse(startedAt))}`] : [];
  return [
    ...(rate === null || state === 'paused' ? [] : [`${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a minute`]),
    ...(secondsLeft === null || state === 'paused' ? [] : [`about ${aboutSeconds(secondsLeft)} left`]),
  ];
}

/** The same reason is told once. */
function Failures({ cells, onShow }: Pick<Props, 'cells' | 'onShow'>) {
  return (
    <ul className={classes.reasons} aria-label="Why images failed">
      {failuresOf(cells).map(({ message, cells: own }) => (
        <li key={message}>
          <b>{plural(own.length, 'image')}</b>
          <span>{message}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => own[0] && onShow(own[0])}>
            Show
          </Button>
        </li>
      ))}
    </ul>
  );
}
