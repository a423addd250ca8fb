import { Button } from '@mantine/core';
import { EmptyState } from './EmptyState';

type Props = { error: unknown; reset: () => void };

/** The last resort when a page breaks; the rest of the studio goes on. */
export function PageError({ error, reset }: Props) {
  return (
    <EmptyState
      title="This page ran into a fault"
      action={
        <Button variant="default" onClick={reset}>
          Open it again
        </Button>
      }
    >
      Nothing you made is lost. <span>{error instanceof Error ? error.message : null}</span>
    </EmptyState>
  );
}
