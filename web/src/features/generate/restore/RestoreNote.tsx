import { CloseButton } from '@mantine/core';
import type { Loss } from './restore';
import classes from './RestoreNote.module.css';

/** What came of taking over an image. */
export type TakenOver = { name: string; isTold: boolean; losses: readonly Loss[]; isElsewhere: boolean };

type Props = { taken: TakenOver | null; onForget: () => void };

/** Says what of an image did not come back into the form, and why. */
export function RestoreNote({ taken, onForget }: Props) {
  if (!taken) return null;
  const { name, isTold, losses, isElsewhere } = taken;
  return (
    <div className={classes.note} role="note" aria-label="What was restored">
      <div className={classes.text}>
        <p>{wordsOf(taken)}</p>
        {losses.length > 0 && (
          <ul className={classes.losses} aria-label={`Not restored from ${name}`}>
            {losses.map(({ what, why }) => (
              <li key={what}>
                <b>{what}</b>: {why}
              </li>
            ))}
          </ul>
        )}
        {isTold && isElsewhere && <p className={classes.remark}>Another program made it: with the same settings the picture comes out alike, not the same.</p>}
      </div>
      <CloseButton size="sm" aria-label="Close this note" onClick={onForget} />
    </div>
  );
}

function wordsOf({ name, isTold, losses }: TakenOver): string {
  if (!isTold) return `Nothing in ${name} tells how it was made. The form is as it was.`;
  return losses.length > 0 ? `The form holds the settings of ${name}, but for:` : `The form holds the settings of ${name}.`;
}
