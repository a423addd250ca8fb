import { CloseButton } from '@mantine/core';
import classes from './RetryNote.module.css';

type Props = { isRetry: boolean; error: string | undefined; onForget: () => void };

/** Says that the next request tries a failed image again, and lets go of it. */
export function RetryNote({ isRetry, error, onForget }: Props) {
  if (!isRetry) return null;
  return (
    <div className={classes.note} role="note">
      <span>{error ?? 'Change what went wrong, then generate: the new image takes the place of the failed one.'}</span>
      <CloseButton size="sm" aria-label="Make a new image instead" onClick={onForget} />
    </div>
  );
}
