/** What the grid needs to know of an image: its size is known before it loads, so nothing shifts. */
export type Shape = { width: number; height: number; createdAt: string };

export type Cell = { index: number; left: number; width: number };

export type Row =
  | { kind: 'day'; day: string; count: number; height: number }
  | { kind: 'images'; cells: Cell[]; height: number };

export type GridSize = { width: number; rowHeight: number; gap: number };

const dayHeight = 44;

/** Rows of images that fill the width exactly, under a heading for each day. */
export function layoutRows(shapes: readonly Shape[], size: GridSize): Row[] {
  const rows: Row[] = [];
  for (const { day, start, end } of days(shapes)) {
    rows.push({ kind: 'day', day, count: end - start, height: dayHeight });
    for (let index = start; index < end; ) {
      const row = fillRow(shapes, index, end, size);
      rows.push(row);
      index += row.cells.length;
    }
  }
  return rows;
}

/** Extreme panoramas would make a row of one hair. */
const ratio = ({ width, height }: Shape) => (width > 0 && height > 0 ? Math.min(4, Math.max(0.4, width / height)) : 1);

function fillRow(shapes: readonly Shape[], start: number, end: number, { width, rowHeight, gap }: GridSize) {
  let sum = 0;
  let next = start;
  const heightOf = () => (width - gap * (next - start - 1)) / sum;
  while (next < end && (sum === 0 || heightOf() > rowHeight)) {
    const shape = shapes[next];
    sum += shape ? ratio(shape) : 1;
    next++;
  }
  // A last row that is not full keeps the usual height instead of blowing up its images.
  const height = Math.round(Math.min(heightOf(), rowHeight * 1.25));
  const isFull = height === Math.round(heightOf());
  return { kind: 'images' as const, height, cells: placeCells(shapes.slice(start, next), start, height, isFull ? width : null, gap) };
}

function placeCells(shapes: readonly Shape[], start: number, height: number, fullWidth: number | null, gap: number): Cell[] {
  let left = 0;
  return shapes.map((shape, at) => {
    const isLast = at === shapes.length - 1;
    const width = isLast && fullWidth !== null ? fullWidth - left : Math.round(ratio(shape) * height);
    const cell = { index: start + at, left, width };
    left += width + gap;
    return cell;
  });
}

function days(shapes: readonly Shape[]) {
  const found: { day: string; start: number; end: number }[] = [];
  shapes.forEach((shape, index) => {
    const day = new Date(shape.createdAt).toDateString();
    const last = found.at(-1);
    if (last?.day === day) last.end = index + 1;
    else found.push({ day, start: index, end: index + 1 });
  });
  return found;
}
