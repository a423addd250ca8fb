import { useEffect, useEffectEvent, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import type { Job } from '@/shared/api/types';
import { placeAt, type Rows } from './placeAt';

/** How near to an edge, in pixels, the list scrolls under the pointer. */
const edge = 56;
const fastest = 18;

export type Drag = {
  jobs: readonly Job[];
  /** The place before which they would stand. */
  to: number;
};

type Options = {
  scroll: HTMLDivElement | null;
  list: RefObject<HTMLDivElement | null>;
  rows: Rows;
  onDrop: (jobs: readonly Job[], to: number) => void;
};

/** Dragging rows of the line by their handles, with a mouse, a pen or a finger. */
export function useReorder({ scroll, list, rows, onDrop }: Options) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const pointer = useRef({ x: 0, y: 0 });
  const isDragging = drag !== null;

  const follow = useEffectEvent(() => {
    const { x, y } = pointer.current;
    ghost.current?.style.setProperty('transform', `translate(${x + 12}px, ${y - 20}px)`);
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const to = placeAt(rows, y - top);
    setDrag(before => (before && before.to !== to ? { ...before, to } : before));
  });
  const drop = useEffectEvent(() => {
    if (drag) onDrop(drag.jobs, drag.to);
    setDrag(null);
  });

  useEffect(() => {
    if (!isDragging || !scroll) return;
    let frame = 0;
    const roll = () => {
      const box = scroll.getBoundingClientRect();
      const { y } = pointer.current;
      const depth = y < box.top + edge ? y - box.top - edge : Math.max(0, y - box.bottom + edge);
      if (depth !== 0) {
        scroll.scrollBy(0, Math.max(-1, Math.min(1, depth / edge)) * fastest);
        follow();
      }
      frame = requestAnimationFrame(roll);
    };
    frame = requestAnimationFrame(roll);

    const ends = new AbortController();
    const on = { signal: ends.signal };
    const handleMove = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY };
      follow();
    };
    window.addEventListener('pointermove', handleMove, on);
    window.addEventListener('pointerup', () => drop(), on);
    window.addEventListener('pointercancel', () => setDrag(null), on);
    window.addEventListener('keydown', event => event.key === 'Escape' && setDrag(null), on);
    follow();
    return () => {
      cancelAnimationFrame(frame);
      ends.abort();
    };
  }, [isDragging, scroll]);

  const start = (event: ReactPointerEvent, jobs: readonly Job[], place: number) => {
    if (event.button !== 0) return;
    event.preventDefault();
    pointer.current = { x: event.clientX, y: event.clientY };
    setDrag({ jobs, to: place });
  };

  return { drag, ghost, start };
}
