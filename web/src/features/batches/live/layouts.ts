import type { Cell } from '../types';
import type { GridHeads } from './CellGrid';
import { keyOf, placeAt, type Dimension, type GridShape } from './dimensions';
import type { GridBox } from './window';

/** How cells are laid out: where each stands, and what stands beside it. */
export type Layout = {
  box: GridBox;
  heads: GridHeads | null;
  count: number;
  hasCaptions: boolean;
  cellAt: (column: number, row: number) => Cell | undefined;
  beside: (cell: Cell, across: number, down: number) => Cell | undefined;
};

type Room = { width: number; height: number };
const captionHeight = 24;
/** Under this a caption would be three letters. */
const leastForCaption = 90;

type FlowOptions = { room: Room; cells: readonly (Cell | undefined)[]; count: number; size: number; aspect: number; dimensions: readonly Dimension[] };

/** One after the other, as many in a row as there is room for. */
export function flow({ room, cells, count, size, aspect, dimensions }: FlowOptions): Layout {
  const columns = Math.max(1, Math.min(count, Math.floor((room.width - padding * 2) / size)));
  const hasCaptions = size >= leastForCaption && dimensions.length > 0;
  const box = { columns, rows: Math.ceil(count / columns), width: size, height: Math.round(size / aspect) + (hasCaptions ? captionHeight : 0), headWidth: 0, headHeight: 0 };
  return {
    box,
    heads: null,
    count,
    hasCaptions,
    cellAt: (column, row) => cells[row * columns + column],
    beside: ({ index }, across, down) => cells[index + across + down * columns],
  };
}

const padding = 18;

type ComparisonOptions = { room: Room; cells: readonly Cell[]; columns: number; aspect: number; dimensions: readonly Dimension[] };

/** As large as the columns allow; two of them never taller than the window. */
export function comparison({ room, cells, columns: wanted, aspect, dimensions }: ComparisonOptions): Layout {
  const columns = Math.min(wanted, cells.length);
  const width = Math.max(leastSize, Math.floor((room.width - padding * 2) / columns));
  const hasCaptions = dimensions.length > 0;
  const caption = hasCaptions ? captionHeight : 0;
  const whole = Math.round(width / aspect) + caption;
  const height = cells.length === 2 && room.height > 200 ? Math.min(whole, room.height - padding) : whole;
  const place = new Map(cells.map((cell, at) => [cell.index, at]));
  return {
    box: { columns, rows: Math.ceil(cells.length / columns), width, height, headWidth: 0, headHeight: 0 },
    heads: null,
    count: cells.length,
    hasCaptions,
    cellAt: (column, row) => cells[row * columns + column],
    beside: ({ index }, across, down) => cells[(place.get(index) ?? 0) + across + down * columns],
  };
}

type TableOptions = {
  shape: GridShape;
  shown: Readonly<Record<string, number>>;
  places: ReadonlyMap<string, number>;
  cells: readonly (Cell | undefined)[];
  size: number;
  aspect: number;
  isPhone: boolean;
};

const headWidthFor = (isPhone: boolean) => (isPhone ? 84 : 132);
const headHeight = 36;
const leastSize = 40;

/** How large the cells of a table are that is compared: all columns side by side, no cell taller than the window. */
export function comparedSize(room: Room, { x }: GridShape, aspect: number, isPhone: boolean): number {
  const across = Math.floor((room.width - headWidthFor(isPhone)) / x.values.length);
  return Math.max(leastSize, room.height > 200 ? Math.min(across, Math.floor((room.height - headHeight) * aspect)) : across);
}

/** One dimension across, one down. */
export function table({ shape, shown, places, cells, size, aspect, isPhone }: TableOptions): Layout {
  const { x, y } = shape;
  const columns = x.values.length;
  const rows = y.values.length;
  const cellAt = (column: number, row: number) => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined;
    const index = places.get(keyOf(placeAt(shape, column, row, shown)));
    return index === undefined ? undefined : cells[index];
  };
  return {
    box: { columns, rows, width: size, height: Math.round(size / aspect), headWidth: headWidthFor(isPhone), headHeight },
    heads: { columns: x.values, rows: y.values, corner: `${y.label} / ${x.label}` },
    count: columns * rows,
    hasCaptions: false,
    cellAt,
    beside: ({ at }, across, down) => cellAt((at[x.place] ?? 0) + across, (at[y.place] ?? 0) + down),
  };
}

/** What sets a cell apart from the others, in words. */
export function labelFor(cell: Cell | undefined, dimensions: readonly Dimension[]): string {
  if (!cell) return 'Not there yet';
  if (dimensions.length === 0) return `Image ${cell.index + 1}`;
  return dimensions
    .map(({ key, place, label, values }) => {
      const value = values[cell.at[place] ?? 0] ?? '–';
      return key === 'row' ? value : dimensions.length === 1 && label !== 'Seed' ? value : `${label} ${value}`;
    })
    .join(', ');
}
