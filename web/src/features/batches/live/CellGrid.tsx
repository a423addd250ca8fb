import { startTransition, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Cell } from '../types';
import classes from './CellGrid.module.css';
import { isInGrid, stepFor, type Place } from './gridKeys';
import { GridRow } from './GridRow';
import { useWindow } from './useWindow';
import type { GridBox } from './window';

export type GridHeads = { columns: readonly string[]; rows: readonly string[]; corner: string };

type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  label: string;
  box: GridBox;
  /** None where the cells only follow each other. */
  heads: GridHeads | null;
  cellAt: (column: number, row: number) => Cell | undefined;
  labelOf: (cell: Cell | undefined, column: number, row: number) => string;
  hasCaptions: boolean;
  /** As many places as are not cells at the end of the last row. */
  count: number;
  isWhole?: boolean;
  chosen: ReadonlySet<number>;
  isChoosing: boolean;
  onOpen: (cell: Cell, place: Place) => void;
  onChoose: (cell: Cell, isRange: boolean) => void;
  onClear: () => void;
};

/** Cells in rows and columns, of which only those in sight are there; headings stay at the edges. */
export function CellGrid(props: Props) {
  const { scroller, label, box, heads, cellAt, labelOf, hasCaptions, count, isWhole = false, chosen, isChoosing } = props;
  const { columns, rows, width, height, headWidth, headHeight } = box;
  const shown = useWindow(scroller, box);
  const { cursor, handleKeyDown } = useCursor(props);
  const isBegun = useBegun();

  const across = Array.from({ length: shown.toColumn - shown.fromColumn }, (_, at) => shown.fromColumn + at);
  const down = Array.from({ length: isBegun ? shown.toRow - shown.fromRow : 0 }, (_, at) => shown.fromRow + at);
  const handleClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const place = placeOf(target);
    if (!place) return;
    const cell = cellAt(place.column, place.row);
    if (!cell) return;
    if (target.closest('[role="checkbox"]') || event.ctrlKey || event.metaKey || event.shiftKey) props.onChoose(cell, event.shiftKey);
    else props.onOpen(cell, place);
  };

  return (
    <div
      className={classes.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={rows + (heads ? 1 : 0)}
      aria-colcount={columns}
      aria-multiselectable
      style={{ width: headWidth + columns * width, height: headHeight + rows * height }}
      onClick={handleClick}
      onKeyDown={handleKeyDown}
    >
      {heads && (
        <div role="row" aria-rowindex={1} className={classes.headRow} style={{ height: headHeight }}>
          <div role="columnheader" className={classes.corner} style={{ width: headWidth, height: headHeight }} title={heads.corner}>
            {heads.corner}
          </div>
          {across.map(column => (
            <div key={column} role="columnheader" aria-colindex={column + 1} className={classes.columnHead} style={{ left: headWidth + column * width, width, height: headHeight }} title={heads.columns[column]}>
              <span>{heads.columns[column]}</span>
            </div>
          ))}
        </div>
      )}
      {down.map(row => (
        <GridRow
          key={row}
          row={row}
          from={shown.fromColumn}
          cells={across.slice(0, Math.max(0, count - row * columns - shown.fromColumn)).map(column => cellAt(column, row))}
          head={heads ? (heads.rows[row] ?? '') : null}
          width={width}
          height={height}
          headWidth={headWidth}
          headHeight={headHeight}
          labelOf={labelOf}
          hasCaptions={hasCaptions}
          isWhole={isWhole}
          chosen={chosen}
          isChoosing={isChoosing}
          cursor={cursor.row === row ? cursor.column : null}
        />
      ))}
    </div>
  );
}

/** False for the first moment: so many cells are drawn in pieces, between which the page stays alive. */
function useBegun() {
  const [isBegun, setBegun] = useState(false);
  useEffect(() => startTransition(() => setBegun(true)), []);
  return isBegun;
}

function placeOf(target: Element): Place | null {
  const cell = target.closest('[role="gridcell"]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { column: Number(cell.getAttribute('aria-colindex')) - 1, row: Number(row.dataset.row) } : null;
}

/** The one cell that the Tab key comes to; arrows lead from it to the others. */
function useCursor({ scroller, box, count, cellAt, onChoose, onClear }: Props) {
  const [wanted, setCursor] = useState<Place>({ column: 0, row: 0 });
  const isMoved = useRef(false);
  const cursor = isInGrid(wanted, box, count) ? wanted : { column: 0, row: 0 };

  // The cell may not have been there before the grid scrolled to it.
  useEffect(() => {
    if (!isMoved.current) return;
    const button = scroller.current?.querySelector<HTMLElement>('[data-cursor]');
    if (!button) return;
    isMoved.current = false;
    button.focus({ preventScroll: true });
  });

  const handleKeyDown = (event: KeyboardEvent) => {
    const from = placeOf(event.target as Element) ?? cursor;
    const cell = cellAt(from.column, from.row);
    if (event.key === ' ' && cell) {
      event.preventDefault();
      onChoose(cell, event.shiftKey);
      return;
    }
    if (event.key === 'Escape') {
      onClear();
      return;
    }
    const perPage = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - box.headHeight) / box.height) - 1);
    const next = stepFor(event, from, box, count, perPage);
    if (!next) return;
    event.preventDefault();
    isMoved.current = true;
    setCursor(next);
    bringIntoSight(scroller.current, next, box);
  };
  return { cursor, handleKeyDown };
}

/** As far as needed and no farther, beside the headings. */
function bringIntoSight(scroller: HTMLElement | null, { column, row }: Place, { width, height, headWidth, headHeight }: GridBox) {
  if (!scroller) return;
  const near = (start: number, size: number, before: number, position: number, room: number) =>
    start < position ? start : start + size + before > position + room ? start + size + before - room : position;
  scroller.scrollTo({
    top: near(row * height, height, headHeight, scroller.scrollTop, scroller.clientHeight),
    left: near(column * width, width, headWidth, scroller.scrollLeft, scroller.clientWidth),
  });
}
