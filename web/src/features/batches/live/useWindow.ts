import { useLayoutEffect, useState, type RefObject } from 'react';
import { useStable } from '@/shared/ui/useStable';
import { sameWindow, windowOf, type GridBox, type Window } from './window';

const nothing: Window = { fromRow: 0, toRow: 0, fromColumn: 0, toColumn: 0 };

/** Follows the scrolling of `scroller`; draws again only when other cells come into sight. */
export function useWindow(scroller: RefObject<HTMLElement | null>, box: GridBox): Window {
  const [shown, setShown] = useState(nothing);
  const look = useStable(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = element;
    const next = windowOf({ top, left, width, height }, box);
    setShown(known => (sameWindow(known, next) ? known : next));
  });

  // Looking measures, and what is measured must be laid out: not after each drawing, only where a size changed.
  useLayoutEffect(look, [look, box.columns, box.rows, box.width, box.height, box.headWidth, box.headHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, look]);
  return shown;
}
