/** What the grid needs to know of a whole result: the proportions of each image, and how many were made on which day. */
export type Shape = { aspects: Uint8Array; days: readonly { day: string; count: number }[] };

export type GridSize = { width: number; rowHeight: number; gap: number; mode: 'justified' | 'square' };

export type Cell = { index: number; left: number; width: number };

/** Rows by number, in arrays: a million images have two hundred thousand of them. */
export type Layout = {
  rows: number;
  height: number;
  /** Of each row, and of the end. */
  tops: Float64Array;
  heights: Float32Array;
  /** The first image of each row, and the number of images; a heading has the first one below it. */
  starts: Uint32Array;
  /** Which day a heading begins; −1 for a row of images. */
  days: Int32Array;
  /** Whether a row reaches from edge to edge. */
  full: Uint8Array;
  size: GridSize;
  aspects: Uint8Array;
};

export const headingHeight = 48;

/** width / height by the byte that the API sends for it. Extreme panoramas would make a row of one hair. */
const ratios = Float64Array.from({ length: 256 }, (_, byte) => Math.min(4, Math.max(0.4, 2 ** ((byte - 128) / 32))));

export const ratioOf = (byte: number) => ratios[byte] ?? 1;

/** Rows of images that fill the width exactly, under a heading for each day. */
export function layoutGrid({ aspects, days }: Shape, size: GridSize): Layout {
  const rows = new Rows(aspects, size);
  if (days.length === 0) rows.addSection(-1, 0, aspects.length);
  let start = 0;
  days.forEach(({ count }, day) => {
    rows.addSection(day, start, Math.min(aspects.length, start + count));
    start += count;
  });
  return rows.finish();
}

class Rows {
  private tops: Float64Array;
  private heights: Float32Array;
  private starts: Uint32Array;
  private days: Int32Array;
  private full: Uint8Array;
  private count = 0;
  private bottom = 0;

  private readonly aspects: Uint8Array;
  private readonly size: GridSize;

  constructor(aspects: Uint8Array, size: GridSize) {
    this.aspects = aspects;
    this.size = size;
    // Grown when there are more: a wild guess costs memory for as long as the page is open.
    const guess = Math.max(16, Math.ceil(aspects.length / 3));
    this.tops = new Float64Array(guess);
    this.heights = new Float32Array(guess);
    this.starts = new Uint32Array(guess);
    this.days = new Int32Array(guess);
    this.full = new Uint8Array(guess);
  }

  addSection(day: number, start: number, end: number) {
    if (start >= end) return;
    if (day >= 0) this.add(headingHeight, start, day, true, 0);
    for (let index = start; index < end; ) index = this.size.mode === 'square' ? this.addSquares(index, end) : this.addJustified(index, end);
  }

  finish(): Layout {
    this.reserve();
    this.tops[this.count] = this.bottom;
    this.starts[this.count] = this.aspects.length;
    return {
      rows: this.count,
      height: Math.max(0, this.bottom),
      tops: this.tops.slice(0, this.count + 1),
      heights: this.heights.slice(0, this.count),
      starts: this.starts.slice(0, this.count + 1),
      days: this.days.slice(0, this.count),
      full: this.full.slice(0, this.count),
      size: this.size,
      aspects: this.aspects,
    };
  }

  private addSquares(start: number, end: number): number {
    const columns = columnsOf(this.size);
    const next = Math.min(end, start + columns);
    this.add(squareSide(this.size), start, -1, next - start === columns, this.size.gap);
    return next;
  }

  private addJustified(start: number, end: number): number {
    const { width, rowHeight, gap } = this.size;
    let sum = 0;
    let next = start;
    let height = Infinity;
    while (next < end && height > rowHeight) {
      sum += ratioOf(this.aspects[next] ?? 128);
      next++;
      height = (width - gap * (next - start - 1)) / sum;
    }
    // A last row that is not full keeps the usual height instead of blowing up its images.
    const drawn = Math.max(1, Math.round(Math.min(height, rowHeight * 1.25)));
    this.add(drawn, start, -1, drawn === Math.round(height), gap);
    return next;
  }

  private add(height: number, start: number, day: number, isFull: boolean, gap: number) {
    this.reserve();
    this.tops[this.count] = this.bottom;
    this.heights[this.count] = height;
    this.starts[this.count] = start;
    this.days[this.count] = day;
    this.full[this.count] = isFull ? 1 : 0;
    this.count++;
    this.bottom += height + gap;
  }

  private reserve() {
    if (this.count + 1 < this.tops.length) return;
    const length = this.tops.length * 2;
    const grown = <T extends { set: (values: T) => void }>(next: T, values: T) => {
      next.set(values);
      return next;
    };
    this.tops = grown(new Float64Array(length), this.tops);
    this.heights = grown(new Float32Array(length), this.heights);
    this.starts = grown(new Uint32Array(length), this.starts);
    this.days = grown(new Int32Array(length), this.days);
    this.full = grown(new Uint8Array(length), this.full);
  }
}

const columnsOf = ({ width, rowHeight, gap }: GridSize) => Math.max(2, Math.round((width + gap) / (rowHeight + gap)));
const squareSide = (size: GridSize) => {
  const columns = columnsOf(size);
  return Math.max(1, Math.floor((size.width - size.gap * (columns - 1)) / columns));
};

/** Where the images of a row lie. */
export function cellsOf(layout: Layout, row: number): Cell[] {
  const { size, starts, heights, full, aspects } = layout;
  const start = starts[row] ?? 0;
  const end = starts[row + 1] ?? start;
  const height = heights[row] ?? 0;
  const cells: Cell[] = [];
  let left = 0;
  for (let index = start; index < end; index++) {
    const isLast = index === end - 1;
    const own = size.mode === 'square' ? height : Math.round(ratioOf(aspects[index] ?? 128) * height);
    const width = isLast && full[row] === 1 ? size.width - left : own;
    cells.push({ index, left, width });
    left += width + size.gap;
  }
  return cells;
}

/** The row that covers a height; between two rows the one above. */
export const rowAt = (layout: Layout, y: number) => Math.max(0, lastAtMost(layout.tops, layout.rows, y));

/** The row of an image: of a heading and the row below it, which begin with the same one, the row. */
export const rowOf = (layout: Layout, index: number) => Math.max(0, lastAtMost(layout.starts, layout.rows, index));

function lastAtMost(values: Float64Array | Uint32Array, length: number, limit: number): number {
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

/** The image above or below another, at about the same place of its row. */
export function stepRow(layout: Layout, index: number, direction: 1 | -1): number {
  const row = rowOf(layout, index);
  const cell = cellsOf(layout, row).find(each => each.index === index);
  if (!cell) return index;
  let next = row + direction;
  while (next >= 0 && next < layout.rows && layout.days[next] !== -1) next += direction;
  if (next < 0 || next >= layout.rows) return index;
  const middle = cell.left + cell.width / 2;
  const nearest = cellsOf(layout, next).reduce((best, each) => (Math.abs(each.left + each.width / 2 - middle) < Math.abs(best.left + best.width / 2 - middle) ? each : best));
  return nearest.index;
}
