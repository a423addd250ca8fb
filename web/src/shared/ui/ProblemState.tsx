import { Button } from '@mantine/core';
import { toProblem } from '@/shared/api/problem';
import { EmptyState } from './EmptyState';

type Props = { error: unknown; onRetry: () => void };

/** What happened and what now, in the place where the content would be. */
export function ProblemState({ error, onRetry }: Props) {
  const problem = toProblem(error);
  return (
    <EmptyState
      title={problem.title}
      action={
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <span role="alert">{problem.message}</span>
    </EmptyState>
  );
}
