import { IconAlertTriangle } from '@tabler/icons-react';
import { plural } from '@/shared/format/words';
import type { Draft } from './draft';
import classes from './ImportNotes.module.css';

/** What the import left out, and what no engine has yet. */
export function ImportNotes({ draft }: { draft: Draft }) {
  const { notes, missing } = draft;
  if (notes.length === 0 && missing.length === 0) return null;
  return (
    <div className={classes.notes} role="note">
      {missing.length > 0 && (
        <div className={classes.missing}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>
            No engine has {missing.slice(0, 4).join(', ')}
            {missing.length > 4 ? ` and ${missing.length - 4} more` : ''}. It can be saved all the same; the workflow’s page says what to install.
          </span>
        </div>
      )}
      {notes.length > 0 && (
        <details>
          <summary>{plural(notes.length, 'thing')} to know about the import</summary>
          <ul>
            {notes.map(({ nodeId, title, type, message }, at) => (
              <li key={at}>
                {nodeId !== null && <strong>{title ?? type ?? ''} #{nodeId}: </strong>}
                {message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
