import { isFailed } from '@/shared/jobs/states';
import type { Cell } from '../types';

export type FailureGroup = { message: string; cells: Cell[] };

/** What failed, by the reason; the most frequent first. */
export function failuresOf(cells: readonly (Cell | undefined)[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const cell of cells) {
    if (!cell || !isFailed(cell.state)) continue;
    const message = cell.failure?.message ?? 'It failed without a reason.';
    const group = groups.get(message) ?? { message, cells: [] };
    group.cells.push(cell);
    groups.set(message, group);
  }
  return [...groups.values()].toSorted((a, b) => b.cells.length - a.cells.length);
}
