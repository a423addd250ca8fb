import { useEffect, useEffectEvent, useState } from 'react';

export type SlideShow = {
  at: number;
  isPlaying: boolean;
  go: (to: number) => void;
  step: (by: 1 | -1) => void;
  toggle: () => void;
};

/** Slides after each other, each for its own time; at the end it stands still. */
export function useSlideShow(times: readonly number[], start = 0): SlideShow {
  const [at, setAt] = useState(start);
  const [isPlaying, setPlaying] = useState(false);
  const last = times.length - 1;
  const time = times[at] ?? 2_000;

  const advance = useEffectEvent(() => {
    if (at >= last) setPlaying(false);
    else setAt(at + 1);
  });
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(advance, time);
    return () => clearTimeout(timer);
  }, [isPlaying, at, time]);

  const go = (to: number) => setAt(Math.max(0, Math.min(last, to)));
  return {
    at,
    isPlaying,
    go,
    step: by => {
      setPlaying(false);
      go(at + by);
    },
    toggle: () => {
      // From the end it begins again.
      if (!isPlaying && at >= last) setAt(0);
      setPlaying(!isPlaying);
    },
  };
}
