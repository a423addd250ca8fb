import { useCallback, useEffect, useEffectEvent, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';

export type FrameDrag = {
  frameId: string;
  /** The place before which it would stand. */
  to: number;
};

/** Dragging frames by their handles, with a mouse, a pen or a finger; they lie in rows or below each other. `data-place` says who stands where. */
export function useFrameDrag(layout: 'grid' | 'list', onDrop: (frameId: string, to: number) => void) {
  const [drag, setDrag] = useState<FrameDrag | null>(null);
  const frame = useRef<number | null>(null);
  const isDragging = drag !== null;

  const follow = useEffectEvent((event: PointerEvent) => {
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-place]');
    if (!over) return;
    const box = over.getBoundingClientRect();
    const isAfter = layout === 'grid' ? event.clientX > box.left + box.width / 2 : event.clientY > box.top + box.height / 2;
    const to = Number(over.dataset.place) + (isAfter ? 1 : 0);
    setDrag(known => (known && known.to !== to ? { ...known, to } : known));
  });
  const drop = useEffectEvent(() => {
    if (drag) onDrop(drag.frameId, drag.to);
    setDrag(null);
  });

  useEffect(() => {
    if (!isDragging) return;
    const ends = new AbortController();
    const on = { signal: ends.signal };
    window.addEventListener('pointermove', event => {
      // Once a frame is enough, however often the pointer tells.
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => follow(event));
    }, on);
    window.addEventListener('pointerup', () => drop(), on);
    window.addEventListener('pointercancel', () => setDrag(null), on);
    window.addEventListener('keydown', event => event.key === 'Escape' && setDrag(null), on);
    return () => ends.abort();
  }, [isDragging]);

  // The same function on every call, or each frame is drawn each time.
  const start = useCallback((event: ReactPointerEvent, frameId: string, place: number) => {
    if (event.button !== 0) return;
    event.preventDefault();
    setDrag({ frameId, to: place });
  }, []);
  return { drag, start };
}
