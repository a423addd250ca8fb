import { useEffect, useLayoutEffect, type RefObject } from 'react';

const positions = new Map<string, number>();

/** Comes back to where the page was scrolled to when it was last left. `isFilled`: the content that makes it tall is there. */
export function useScrollMemory(element: RefObject<HTMLElement | null>, key: string, isFilled: boolean) {
  useLayoutEffect(() => {
    if (isFilled) element.current?.scrollTo({ top: positions.get(key) ?? 0 });
  }, [element, key, isFilled]);

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const remember = () => void positions.set(key, target.scrollTop);
    target.addEventListener('scroll', remember, { passive: true });
    return () => target.removeEventListener('scroll', remember);
  }, [element, key, isFilled]);
}
