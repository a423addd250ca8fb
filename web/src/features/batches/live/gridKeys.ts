import type { GridBox } from './window';

export type Place = { column: number; row: number };
type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const between = (value: number, most: number) => Math.max(0, Math.min(most, value));

export const isInGrid = ({ column, row }: Place, { columns, rows }: Pick<GridBox, 'columns' | 'rows'>, count: number) =>
  column < columns && row < rows && row * columns + column < count;

/** Where a key leads; null where it leads nowhere or means something else. */
export function stepFor({ key, ctrlKey, metaKey, altKey }: Key, { column, row }: Place, { columns, rows }: Pick<GridBox, 'columns' | 'rows'>, count: number, perPage: number): Place | null {
  if (altKey) return null;
  const isFar = ctrlKey || metaKey;
  const to = targets(isFar, { column, row }, columns, rows, perPage)[key];
  if (!to || (isFar && key !== 'Home' && key !== 'End')) return null;
  const next = { column: between(to.column, columns - 1), row: between(to.row, rows - 1) };
  const last = count - 1;
  const kept = next.row * columns + next.column > last ? { column: last % columns, row: Math.floor(last / columns) } : next;
  return kept.column === column && kept.row === row ? null : kept;
}

const targets = (isFar: boolean, { column, row }: Place, columns: number, rows: number, perPage: number): Partial<Record<string, Place>> => ({
  ArrowLeft: { column: column - 1, row },
  ArrowRight: { column: column + 1, row },
  ArrowUp: { column, row: row - 1 },
  ArrowDown: { column, row: row + 1 },
  PageUp: { column, row: row - perPage },
  PageDown: { column, row: row + perPage },
  Home: { column: 0, row: isFar ? 0 : row },
  End: { column: columns - 1, row: isFar ? rows - 1 : row },
});
