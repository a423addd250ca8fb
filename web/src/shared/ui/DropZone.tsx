import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './DropZone.module.css';

type Props = { label: string; className?: string | undefined; onDrop: (files: File[]) => void; children: ReactNode };

const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** The whole page takes the files that are dropped on it, but for those that a field inside takes; there is a button for it, too. */
export function DropZone({ label, className = '', onDrop, children }: Props) {
  const [depth, setDepth] = useState(0);
  const [isTaken, setTaken] = useState(false);
  return (
    <div
      className={`${classes.zone ?? ''} ${className}`}
      onDragEnter={event => holdsFile(event) && setDepth(known => known + 1)}
      onDragLeave={event => holdsFile(event) && setDepth(known => Math.max(0, known - 1))}
      onDragOver={event => {
        if (!holdsFile(event)) return;
        setTaken(event.defaultPrevented);
        event.preventDefault();
      }}
      onDrop={event => {
        const isOurs = !event.defaultPrevented;
        event.preventDefault();
        setDepth(0);
        const files = [...event.dataTransfer.files];
        if (isOurs && files.length > 0) onDrop(files);
      }}
    >
      {children}
      {depth > 0 && !isTaken && <div className={classes.veil}>{label}</div>}
    </div>
  );
}
