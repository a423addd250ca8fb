import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent } from 'react';
import type { Job } from '@/shared/api/types';
import { QueueItem } from './QueueItem';
import classes from './QueueList.module.css';
import type { QueueRow } from './queueRows';

type Props = {
  rows: readonly QueueRow[];
  /** What scrolls; null before it is there. */
  scroll: HTMLDivElement | null;
  onCancel: (job: Job) => void;
  onRetry: (job: Job) => void;
  onNearEnd: () => void;
};

const estimate: Record<QueueRow['type'], number> = { heading: 44, job: 88, more: 56 };

/** Only the rows in sight are drawn. */
export function QueueList({ rows, scroll, onCancel, onRetry, onNearEnd }: Props) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll,
    estimateSize: at => estimate[rows[at]?.type ?? 'job'],
    getItemKey: at => rows[at]?.key ?? at,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();

  const nearEnd = useEffectEvent(onNearEnd);
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - 8;
  useEffect(() => {
    if (isNearEnd) nearEnd();
  }, [isNearEnd, rows.length]);

  return (
    <div className={classes.list} role="list" aria-label="Jobs" style={{ height: virtual.getTotalSize() }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className={classes.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.type === 'heading' && <h2 className={classes.heading}>{row.label}</h2>}
              {row.type === 'more' && <p className={classes.more}>Loading more…</p>}
              {row.type === 'job' && <QueueItem job={row.job} onCancel={onCancel} onRetry={onRetry} />}
            </div>
          )
        );
      })}
    </div>
  );
}
