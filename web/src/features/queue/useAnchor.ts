import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { QueueLayout } from './queueLayout';

type Options = {
  scroll: HTMLDivElement | null;
  layout: QueueLayout;
  virtual: Virtualizer<HTMLDivElement, Element>;
  /** While something is dragged the list must not move under it. */
  isHeld: boolean;
  /** The row that somebody moves: it is the one that must not hold the others. */
  skip: string | null;
};

/** Rows that come or go above what is in sight do not move it. At the very top the list flows freely. */
export function useAnchor({ scroll, layout, virtual, isHeld, skip }: Options) {
  const anchor = useRef<{ key: string; start: number } | null>(null);

  useLayoutEffect(() => {
    const known = anchor.current;
    if (!known || !scroll || isHeld || scroll.scrollTop < 1) return;
    const at = layout.indexOf(known.key);
    const start = virtual.measurementsCache[at]?.start;
    if (start !== undefined && start !== known.start) scroll.scrollBy(0, start - known.start);
    // Only a change of the list itself calls for it: while scrolling the browser knows best.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [layout]);

  useEffect(() => {
    const top = virtual.scrollOffset ?? 0;
    const item = virtual
      .getVirtualItems()
      .find(({ start, key }) => start >= top && key !== skip && typeof key === 'string' && !key.startsWith('place-') && layout.row(0)?.key !== key);
    anchor.current = item ? { key: String(item.key), start: item.start } : null;
  });
}
