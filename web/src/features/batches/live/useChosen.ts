import { useState } from 'react';
import type { Cell } from '../types';

/** The cells that somebody picked; with Shift all between the last and this one. Only made images can be picked. */
export function useChosen(cells: readonly (Cell | undefined)[]) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number | null>(null);
  const isMade = (index: number) => cells[index]?.imageId != null;

  const choose = ({ index }: Cell, isRange: boolean) => {
    if (!isMade(index)) return;
    setLast(index);
    setChosen(known => {
      const next = new Set(known);
      if (isRange && last !== null) for (let at = Math.min(last, index); at <= Math.max(last, index); at++) if (isMade(at)) next.add(at);
      if (!isRange || last === null) if (!next.delete(index)) next.add(index);
      return next;
    });
  };
  return {
    chosen,
    cells: [...chosen].toSorted((a, b) => a - b).flatMap(index => cells[index] ?? []),
    choose,
    clear: () => setChosen(known => (known.size === 0 ? known : new Set())),
    all: () => setChosen(new Set(cells.flatMap(cell => (cell?.imageId != null ? cell.index : [])))),
  };
}

export type Chosen = ReturnType<typeof useChosen>;
