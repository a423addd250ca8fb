import { use, type ReactNode, type Ref } from 'react';
import { createPortal } from 'react-dom';
import classes from './Page.module.css';
import { TopbarSlot } from './topbarSlot';

type Props = { title: string; summary?: ReactNode; actions?: ReactNode; children: ReactNode; scrollRef?: Ref<HTMLDivElement>; foot?: ReactNode };

/** A page: its heading stands in the shell's top bar, its content scrolls, its foot stays below. */
export function Page({ title, summary, actions, children, scrollRef, foot }: Props) {
  return (
    <>
      <PageHeading title={title} summary={summary} actions={actions} />
      <div ref={scrollRef} className={classes.body}>
        {children}
      </div>
      {foot}
    </>
  );
}

export function PageHeading({ title, summary, actions }: Pick<Props, 'title' | 'summary' | 'actions'>) {
  const slot = use(TopbarSlot);
  const heading = (
    <>
      <title>{`${title} · ComfyStudio`}</title>
      <div className={classes.words}>
        <h1 dir="auto" className={classes.title}>{title}</h1>
        {summary && <div className={classes.summary}>{summary}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </>
  );
  return slot ? createPortal(heading, slot) : heading;
}
