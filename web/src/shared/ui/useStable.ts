import { useCallback, useLayoutEffect, useRef } from 'react';

/** A handler that stays the same function however often its owner is drawn, so that what is memoised below stays so. For events only. */
export function useStable<A extends unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
