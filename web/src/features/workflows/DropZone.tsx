import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './DropZone.module.css';

type Props = { label: string; onDrop: (file: File) => void; children: ReactNode };

const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** The whole page takes what is dropped on it; there is a button for it, too. */
export function DropZone({ label, onDrop, children }: Props) {
  const [depth, setDepth] = useState(0);
  return (
    <div
      className={classes.zone}
      onDragEnter={event => holdsFile(event) && setDepth(known => known + 1)}
      onDragLeave={event => holdsFile(event) && setDepth(known => Math.max(0, known - 1))}
      onDragOver={event => holdsFile(event) && event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        setDepth(0);
        const [file] = event.dataTransfer.files;
        if (file) onDrop(file);
      }}
    >
      {children}
      {depth > 0 && <div className={classes.veil}>{label}</div>}
    </div>
  );
}
