import type { ReactNode, Ref } from 'react';
import classes from './Page.module.css';

type Props = { title: string; summary?: ReactNode; actions?: ReactNode; children: ReactNode; scrollRef?: Ref<HTMLDivElement> };

/** A page with a heading that stays and content that scrolls. */
export function Page({ title, summary, actions, children, scrollRef }: Props) {
  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {summary && <div className={classes.summary}>{summary}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <div ref={scrollRef} className={classes.body}>
        {children}
      </div>
    </>
  );
}
