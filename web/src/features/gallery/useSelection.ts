import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useStable } from '@/shared/ui/useStable';
import { chunkQuery, type Result } from './api';
import { countSelected, everything, isSelected, marked, nothing, toggle } from './selection';
import { chunksOf } from './useResult';

/** What is chosen of a result, and how it comes to be: one by one, from one to another, all. */
export function useSelection(result: Result | null) {
  const queries = useQueryClient();
  const [selection, setSelection] = useState(nothing);
  /** Where a range begins, and whether it chooses or lets go. */
  const anchor = useRef({ index: 0, chosen: true });

  const selectRange = async (from: number, to: number, chosen: boolean) => {
    if (!result) return;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const pages = await Promise.allSettled(chunksOf(result, first, last).map(at => queries.query(chunkQuery(result, at)).then(page => ({ at, page }))));
    const ids = pages.flatMap(answer =>
      answer.status === 'fulfilled'
        ? answer.value.page.items.flatMap(({ id }, place) => {
            const index = answer.value.at * result.chunk + place;
            return index >= first && index <= last ? [id] : [];
          })
        : [],
    );
    setSelection(known => marked(known, ids, chosen));
  };

  const select = useStable((id: string | undefined, index: number, isRange: boolean) => {
    if (isRange) {
      void selectRange(anchor.current.index, index, anchor.current.chosen);
      return;
    }
    if (id === undefined) return;
    anchor.current = { index, chosen: !isSelected(selection, id) };
    setSelection(toggle(selection, id));
  });

  return {
    selection,
    count: countSelected(selection, result?.count ?? 0),
    select,
    selectAll: () => setSelection(everything),
    clear: () => setSelection(nothing),
    keep: setSelection,
    startAt: (index: number) => {
      anchor.current = { index, chosen: true };
    },
  };
}
