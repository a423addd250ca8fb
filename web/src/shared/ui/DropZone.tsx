import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import classes from './DropZone.module.css';

type Props = { label: string; className?: string | undefined; onDrop: (files: File[]) => void; children: ReactNode };

/** The whole page takes the files that are dropped on it, but for those that a field inside takes; there is a button for it, too. */
export function DropZone({ label, className = '', onDrop, children }: Props) {
  const [depth, setDepth] = useState(0);
  const [isTaken, setTaken] = useState(false);
  // A picture of the page that is dragged over it looks like a file.
  const isOwn = useRef(false);
  const holdsFile = (event: DragEvent) => !isOwn.current && event.dataTransfer.types.includes('Files');
  return (
    <div
      className={`${classes.zone ?? ''} ${className}`}
      onDragStart={() => (isOwn.current = true)}
      onDragEnd={() => (isOwn.current = false)}
      onDragEnter={event => holdsFile(event) && setDepth(known => known + 1)}
      onDragLeave={event => holdsFile(event) && setDepth(known => Math.max(0, known - 1))}
      onDragOver={event => {
        if (!holdsFile(event)) return;
        setTaken(event.defaultPrevented);
        event.preventDefault();
      }}
      onDrop={event => {
        const isOurs = !event.defaultPrevented && !isOwn.current;
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
