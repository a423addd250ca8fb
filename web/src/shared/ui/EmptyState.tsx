import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

type Props = { title: string; children?: ReactNode; icon?: ReactNode; action?: ReactNode };

/** Says what is not there and what to do about it. */
export function EmptyState({ title, children, icon, action }: Props) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
