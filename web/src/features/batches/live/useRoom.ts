import { startTransition, useLayoutEffect, useState, type RefObject } from 'react';

/** How much room an element has for what is in it. */
export function useRoom(element: RefObject<HTMLElement | null>) {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = target;
      // What fills the room is much: drawn in pieces, between which the page stays alive.
      startTransition(() => setRoom(known => (known.width === width && known.height === height ? known : { width, height })));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
