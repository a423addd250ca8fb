import { useLayoutEffect, useState, type RefObject } from 'react';

type Size = { width: number; height: number };

/** The inner size of an element, as it changes; nothing before the first layout. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const [width, height] = [target.clientWidth, target.clientHeight];
      setSize(known => (known.width === width && known.height === height ? known : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);

  return size;
}
