import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Hint } from '@/shared/hints/Hint';
import classes from './FieldHeader.module.css';

type Props = {
  label: string;
  htmlFor?: string;
  id?: string;
  help?: string | null;
  onReset?: (() => void) | null;
  children?: ReactNode;
};

/** A field's name on the left, what belongs to it on the right. */
export function FieldHeader({ label, htmlFor, id, help = null, onReset = null, children }: Props) {
  const name = htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span id={id}>{label}</span>;
  return (
    <div className={classes.header}>
      {help === null ? name : (
        <Hint label={help} onTouch>
          {name}
        </Hint>
      )}
      {onReset && (
        <Hint label="Back to the default">
          <ActionIcon size={20} className={classes.reset ?? ''} aria-label={`Reset ${label}`} onClick={onReset}>
            <IconArrowBackUp size={14} stroke={1.8} />
          </ActionIcon>
        </Hint>
      )}
      {children && <span className={classes.side}>{children}</span>}
    </div>
  );
}
