import { VisuallyHidden } from '@mantine/core';
import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Job } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import type { WaitingLine } from '@/shared/jobs/waitingLine';
import { useStable } from '@/shared/ui/useStable';
import type { ItemActions, WaitingActions } from './actions';
import { DragGhost } from './DragGhost';
import type { Rows } from './placeAt';
import { QueueItem } from './QueueItem';
import classes from './QueueList.module.css';
import type { QueueLayout, QueueRow } from './queueLayout';
import { useAnchor } from './useAnchor';
import { useLinePages } from './useLinePages';
import { useReorder } from './useReorder';
import { useRowKeys } from './useRowKeys';
import type { Selection } from './useSelection';
import { WaitingHole, WaitingRow } from './WaitingRow';

type Props = {
  layout: QueueLayout;
  line: WaitingLine;
  selection: Selection;
  isPaused: boolean;
  isMoving: boolean;
  /** What scrolls; null before it is there. */
  scroll: HTMLDivElement | null;
  itemActions: ItemActions;
  waitingActions: Omit<WaitingActions, 'grab'>;
  onDrop: (jobs: readonly Job[], to: number) => void;
  onNearEnd: () => void;
  /** A row to go to, once. */
  target: { key: string } | null;
};

const estimate: Record<Exclude<QueueRow['type'], 'waiting'>, number> = { heading: 44, job: 88, more: 56 };

/** A waiting row is 5rem high, whatever it holds: thousands of them are placed without being measured. */
const waitingHeight = () => 5 * parseFloat(getComputedStyle(document.documentElement).fontSize || '16');

const sizeOf = (type: QueueRow['type'], rowHeight: number) => (type === 'waiting' ? rowHeight : estimate[type]);

/** Only the rows in sight are drawn. */
export function QueueList({ layout, line, selection, isPaused, isMoving, scroll, itemActions, waitingActions, onDrop, onNearEnd, target }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const focusedRow = focused === null ? -1 : layout.indexOf(focused);
  const [rowHeight] = useState(waitingHeight);
  const virtual = useVirtualizer({
    count: layout.count,
    getScrollElement: () => scroll,
    estimateSize: useCallback((at: number) => sizeOf(layout.row(at)?.type ?? 'job', rowHeight), [layout, rowHeight]),
    getItemKey: useCallback((at: number) => layout.row(at)?.key ?? at, [layout]),
    overscan: 6,
    // The row with the focus stays, or scrolling away from it would lose the place of whoever uses the keyboard.
    rangeExtractor: range => {
      const rows = defaultRangeExtractor(range);
      return focusedRow < 0 || rows.includes(focusedRow) ? rows : [...rows, focusedRow].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();

  const rows: Rows = {
    first: layout.firstWaiting,
    count: line.jobs.length,
    startOf: row => virtual.measurementsCache[row]?.start ?? virtual.getTotalSize(),
    rowAt: offset => virtual.getVirtualItemForOffset(offset)?.index ?? 0,
  };
  const reorder = useReorder({ scroll, list, rows, onDrop });
  const keys = useRowKeys({ layout, virtual, list, line, selection, actions: waitingActions, itemActions, target, focusedRow, onFocus: setFocused });
  useAnchor({ scroll, layout, virtual, isHeld: reorder.drag !== null, skip: focused });

  const inSight = items.map(({ index }) => index - layout.firstWaiting).filter(place => place >= 0 && place < line.jobs.length);
  useLinePages(line, layout.firstWaiting < 0 ? 0 : (inSight[0] ?? 0), layout.firstWaiting < 0 ? -1 : (inSight.at(-1) ?? -1), isMoving);

  const nearEnd = useEffectEvent(onNearEnd);
  const isNearEnd = (items.at(-1)?.index ?? 0) >= layout.count - 8;
  useEffect(() => {
    if (isNearEnd) nearEnd();
  }, [isNearEnd, layout.count]);

  const grab = useStable((event: PointerEvent, job: Job) => {
    const row = layout.indexOf(job.id);
    reorder.start(event, selection.jobs.includes(job) ? selection.jobs : [job], row - layout.firstWaiting);
  });
  const actions = useMemo<WaitingActions>(() => ({ ...waitingActions, grab }), [waitingActions, grab]);
  const dragged = reorder.drag?.jobs;

  const draw = (row: QueueRow) => {
    if (row.type === 'heading')
      return (
        <h2 className={classes.heading}>
          {row.label} {row.count !== null && <span>{count(row.count)}</span>}
        </h2>
      );
    if (row.type === 'more') return <p className={classes.more}>Loading more…</p>;
    if (row.type === 'job') return <QueueItem job={row.job} actions={itemActions} />;
    if (row.job === null) return <WaitingHole place={row.place} />;
    const { job, place } = row;
    return (
      <WaitingRow
        job={job}
        place={place}
        isSelected={selection.has(job.id)}
        isSelecting={selection.count > 0}
        isDragged={dragged?.some(({ id }) => id === job.id) ?? false}
        isPaused={isPaused}
        actions={actions}
      />
    );
  };

  return (
    <div ref={list} className={classes.list} data-dragging={dragged !== undefined || undefined} style={{ height: virtual.getTotalSize() }}>
      <div role="list" aria-label="Jobs" aria-describedby="queue-keys" {...keys.handlers}>
        {items.map(({ index, key, start }) => {
          const row = layout.row(index);
          const isFocusable = row?.type === 'job' || row?.type === 'waiting';
          return (
            row && (
              <div
                key={key}
                ref={row.type === 'waiting' ? undefined : virtual.measureElement}
                data-index={index}
                data-key={isFocusable ? row.key : undefined}
                tabIndex={isFocusable ? (keys.isTabStop(index) ? 0 : -1) : undefined}
                role="listitem"
                aria-setsize={layout.count}
                aria-posinset={index + 1}
                className={classes.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                {draw(row)}
              </div>
            )
          );
        })}
      </div>
      {reorder.drag && <div className={classes.dropLine} style={{ transform: `translateY(${rows.startOf(layout.firstWaiting + reorder.drag.to)}px)` }} />}
      {reorder.drag && <DragGhost ref={reorder.ghost} jobs={reorder.drag.jobs} to={reorder.drag.to} />}
      <VisuallyHidden id="queue-keys">
        Arrow keys go from job to job, Alt with an arrow moves a waiting one, Space selects it, Delete cancels it.
      </VisuallyHidden>
      <VisuallyHidden role="status">{keys.said}</VisuallyHidden>
    </div>
  );
}
