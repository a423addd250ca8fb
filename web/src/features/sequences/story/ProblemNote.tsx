import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { CopyButton } from '@/shared/ui/CopyButton';
import type { PlanProblem } from '../types';
import classes from './ProblemNote.module.css';

type Props = { problem: PlanProblem; onRetry: (() => void) | null };

/** Why nothing came of a plan. Nothing that was typed is lost, and what came instead is shown word for word. */
export function ProblemNote({ problem, onRetry }: Props) {
  const { type, detail, raw } = problem;
  return (
    <div className={classes.note} role="alert">
      <strong>{type.includes('answer') ? 'The answer could not be used' : 'There is no plan yet'}</strong>
      <p>{detail}</p>
      {raw !== null && (
        <details open>
          <summary>What came instead</summary>
          <pre>{raw}</pre>
          <CopyButton text={raw} label="Copy it" isNamed />
        </details>
      )}
      {onRetry && (
        <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={15} stroke={1.6} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
