import { useState, type KeyboardEvent } from 'react';
import { useStable } from '@/shared/ui/useStable';
import type { GridHandle } from './grid/Grid';
import { stepRow } from './grid/layout';

type Options = {
  grid: () => GridHandle | null;
  count: number;
  onOpen: (index: number) => void;
  onSelect: (index: number, isRange: boolean) => void;
  onSelectAll: () => void;
  /** Whether there was anything to let go of. */
  onClear: () => boolean;
  onRate: (rating: number, index: number) => void;
  onFavorite: (index: number) => void;
  onDelete: (index: number) => void;
};

/** The grid by keyboard: arrows go about, with Shift they choose; digits rate, F marks a favourite, Delete deletes. */
export function useGridKeys(options: Options) {
  const [cursor, setCursor] = useState(0);

  /** Brings an image into sight and the keys to it. */
  const goTo = useStable((index: number) => {
    setCursor(index);
    options.grid()?.reveal(index);
    // The tile is drawn by then; where it is not, the keys stay with the grid.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-index="${index}"] button`)?.focus({ preventScroll: true }));
  });

  const handleKeyDown = useStable((event: KeyboardEvent) => {
    const layout = options.grid()?.layout;
    if (!layout || event.altKey || options.count === 0) return;
    const mod = event.ctrlKey || event.metaKey;
    const act = (run: () => void) => {
      event.preventDefault();
      run();
    };
    if (mod && event.key.toLowerCase() === 'a') { act(options.onSelectAll); return; }
    if (mod) return;
    const last = options.count - 1;
    const next = {
      ArrowLeft: () => Math.max(0, cursor - 1),
      ArrowRight: () => Math.min(last, cursor + 1),
      ArrowUp: () => stepRow(layout, cursor, -1),
      ArrowDown: () => stepRow(layout, cursor, 1),
      Home: () => 0,
      End: () => last,
    }[event.key];
    if (next) {
      act(() => {
        const index = next();
        if (event.shiftKey) options.onSelect(index, true);
        goTo(index);
      });
    } else if (event.key === 'Enter') act(() => options.onOpen(cursor));
    else if (event.key === ' ') act(() => options.onSelect(cursor, event.shiftKey));
    else if (event.key === 'Escape') {
      if (options.onClear()) event.preventDefault();
    } else if (/^[0-5]$/.test(event.key)) act(() => options.onRate(Number(event.key), cursor));
    else if (event.key.toLowerCase() === 'f') act(() => options.onFavorite(cursor));
    else if (event.key === 'Delete') act(() => options.onDelete(cursor));
  });

  return { cursor: Math.min(cursor, Math.max(0, options.count - 1)), setCursor, goTo, handleKeyDown };
}
