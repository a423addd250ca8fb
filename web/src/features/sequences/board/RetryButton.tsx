import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import classes from './RetryButton.module.css';

/** Why a frame is not there, and the way to ask for it again. */
export function RetryButton({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div className={classes.failure} role="alert">
      <p>{message}</p>
      <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={15} stroke={1.6} />} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
