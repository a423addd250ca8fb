/** Where the rows of the list stand. */
export type Rows = {
  /** The row of the first place in line. */
  first: number;
  /** Places in line. */
  count: number;
  startOf: (row: number) => number;
  rowAt: (offset: number) => number;
};

/** The place before which something would stand that is let go at `offset` from the top of the list: past a row's middle it is the next. */
export function placeAt(rows: Rows, offset: number): number {
  const row = rows.rowAt(offset);
  const [start, end] = [rows.startOf(row), rows.startOf(row + 1)];
  const place = row - rows.first + (offset > (start + end) / 2 ? 1 : 0);
  return Math.max(0, Math.min(rows.count, place));
}
