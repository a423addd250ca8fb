import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { count, duration, plural } from '@/shared/format/words';
import { isWorking } from '@/shared/jobs/states';
import { StandstillAct } from '@/shared/jobs/StandstillAct';
import { useStandstill } from '@/shared/jobs/useStandstill';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { Batch, Cell } from '../types';
import { aboutSeconds, doneOf, isOver, progressWords, titleOf } from '../words';
import { failuresOf } from './failures';
import classes from './ProgressHead.module.css';

type Props = { batch: Batch; cells: readonly (Cell | undefined)[]; onRetry: () => void; onShow: (cell: Cell) => void };

/** How far it is, how fast it goes, how long it takes yet, and what failed. */
export function ProgressHead({ batch, cells, onRetry, onShow }: Props) {
  const { failed, state } = batch;
  // Of its own pause the batch tells itself.
  const standstill = useStandstill();
  const [opened, setOpened] = useState<boolean | null>(null);
  // Where nothing was made, the reason is all there is to see.
  const isOpen = opened ?? state === 'failed';
  // What is paused itself says so already, and what runs is finished whatever holds the rest.
  const held = state === 'running' && !cells.some(cell => cell && isWorking(cell.state)) ? standstill : null;
  return (
    <section className={classes.head} aria-label="Progress" data-state={state}>
      <p className={classes.name} aria-hidden>
        {titleOf(batch)}
      </p>
      <div className={classes.line}>
        <strong role="status">{held ? held.words : state === 'paused' ? `Paused at ${progressWords(batch).toLowerCase()}` : progressWords(batch)}</strong>
        <span className={classes.facts}>{(held ? [heldWords(batch)] : factsOf(batch)).join(' · ')}</span>
        {held && <StandstillAct standstill={held} />}
        {failed > 0 && (
          <span className={classes.trouble}>
            <UnstyledButton className={classes.failures} aria-expanded={isOpen} onClick={() => setOpened(!isOpen)}>
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

const heldWords = ({ succeeded, images }: Batch) => `${count(succeeded)} of ${plural(images, 'image')} made`;

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
  const reasons = failuresOf(cells);
  // They come a moment after the count.
  if (reasons.length === 0) return null;
  return (
    <ul className={classes.reasons} aria-label="Why images failed">
      {reasons.map(({ message, cells: own }) => (
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
