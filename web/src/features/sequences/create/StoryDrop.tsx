import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './StoryDrop.module.css';

type Props = { onFiles: (files: readonly File[]) => void; children: ReactNode };

const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** The whole page takes what is dropped on it; there is a button for it, too. */
export function StoryDrop({ onFiles, children }: Props) {
  const [depth, setDepth] = useState(0);
  return (
    <div
      className={classes.zone}
      onDragEnter={event => holdsFile(event) && setDepth(known => known + 1)}
      onDragLeave={event => holdsFile(event) && setDepth(known => Math.max(0, known - 1))}
      onDragOver={event => holdsFile(event) && event.preventDefault()}
      onDrop={event => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        setDepth(0);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {depth > 0 && <div className={classes.veil}>Drop a story, a shot list, prompts or a project</div>}
    </div>
  );
}
