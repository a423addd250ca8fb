import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { toProblem } from '@/shared/api/problem';
import type { Engine } from '@/shared/api/types';
import { plural } from '@/shared/format/words';
import classes from './EngineMode.module.css';
import { useSteerEngine } from './engineCommands';

/** That somebody holds the engine back, what this means now, and the way out of it. */
export function EngineMode({ engine }: { engine: Engine }) {
  const steer = useSteerEngine(engine.id);
  const words = modeWords(engine);
  if (!words) return null;
  return (
    <div className={classes.mode} role="status">
      <span>
        <strong>{words.label}.</strong> {words.meaning}
      </span>
      <Button
        variant="light"
        size="compact-sm"
        loading={steer.isPending}
        onClick={() => steer.mutate('resume', { onError: error => notifications.show({ message: toProblem(error).message, color: 'red' }) })}
      >
        Resume
      </Button>
    </div>
  );
}

export function modeWords({ mode, jobs, foreign }: Pick<Engine, 'mode' | 'jobs' | 'foreign'>): { label: string; meaning: string } | null {
  const left = plural(jobs.length, 'job');
  if (mode === 'paused')
    return { label: 'Paused', meaning: jobs.length > 0 ? `It ends ${left} and takes nothing new.` : 'It takes nothing new.' };
  if (mode === 'draining')
    return jobs.length > 0
      ? { label: 'Draining', meaning: `${left} to end; what it had not begun goes to others.` }
      : { label: 'Drained', meaning: foreign.length > 0 ? 'Nothing of the studio is on it, only work of others.' : 'Nothing is on it: it can be switched off.' };
  return null;
}
