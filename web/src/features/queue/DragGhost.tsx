import type { Ref } from 'react';
import { createPortal } from 'react-dom';
import type { Job } from '@/shared/api/types';
import { count, plural } from '@/shared/format/words';
import classes from './DragGhost.module.css';

type Props = { jobs: readonly Job[]; to: number; ref: Ref<HTMLDivElement> };

/** What is being dragged, beside the pointer. */
export function DragGhost({ jobs, to, ref }: Props) {
  const [first] = jobs;
  return createPortal(
    <div ref={ref} className={classes.ghost} aria-hidden>
      <span>{jobs.length > 1 ? plural(jobs.length, 'image') : (first?.prompt ?? 'Without a prompt')}</span>
      <small>{to === 0 ? 'to the front' : `to place ${count(to + 1)}`}</small>
    </div>,
    document.body,
  );
}
