import { CloseButton } from '@mantine/core';
import type { Refusal } from './useImport';
import classes from './RefusalNote.module.css';

/** Why a file did not become a workflow, by name. */
export function RefusalNote({ refusal, onDismiss }: { refusal: Refusal; onDismiss: () => void }) {
  return (
    <div className={classes.note} role="alert">
      <div>
        <strong>{refusal.fileName} could not be imported</strong>
        <p>{refusal.message}</p>
        {refusal.reasons.length > 0 && (
          <ul>
            {refusal.reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </div>
      <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
    </div>
  );
}
