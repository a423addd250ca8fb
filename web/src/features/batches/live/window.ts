/** What of a grid is in sight, and a little around it. */
export type Window = { fromRow: number; toRow: number; fromColumn: number; toColumn: number };

export type GridBox = { columns: number; rows: number; width: number; height: number; headWidth: number; headHeight: number };
export type View = { top: number; left: number; width: number; height: number };

const around = 1;
const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));

export function windowOf(view: View, { columns, rows, width, height, headWidth, headHeight }: GridBox): Window {
  return {
    fromRow: clamp(Math.floor(view.top / height) - around, rows),
    toRow: clamp(Math.ceil((view.top + view.height - headHeight) / height) + around, rows),
    fromColumn: clamp(Math.floor(view.left / width) - around, columns),
    toColumn: clamp(Math.ceil((view.left + view.width - headWidth) / width) + around, columns),
  };
}

export const sameWindow = (a: Window, b: Window) =>
  a.fromRow === b.fromRow && a.toRow === b.toRow && a.fromColumn === b.fromColumn && a.toColumn === b.toColumn;
