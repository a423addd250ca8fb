import type { ReactNode } from 'react';
import classes from './FieldHeader.module.css';

type Props = { label: string; htmlFor?: string; id?: string; children?: ReactNode };

/** A field's name on the left, what belongs to it on the right. */
export function FieldHeader({ label, htmlFor, id, children }: Props) {
  return (
    <div className={classes.header}>
      {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span id={id}>{label}</span>}
      {children}
    </div>
  );
}
