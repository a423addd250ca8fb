import { memo } from 'react';
import type { Cell } from '../types';
import { CellBox } from './CellBox';
import classes from './CellGrid.module.css';
import type { GridBox } from './window';

type Props = Pick<GridBox, 'width' | 'height' | 'headWidth' | 'headHeight'> & {
  row: number;
  /** The column of the first of its cells. */
  from: number;
  cells: readonly (Cell | undefined)[];
  head: string | null;
  labelOf: (cell: Cell | undefined, column: number, row: number) => string;
  hasCaptions: boolean;
  isWhole: boolean;
  chosen: ReadonlySet<number>;
  isChoosing: boolean;
  /** The column that the Tab key comes to; null in all other rows. */
  cursor: number | null;
};

/** Of what comes or is scrolled past, only the rows that it concerns are drawn again. */
export const GridRow = memo(function GridRow({ row, from, cells, head, width, height, headWidth, headHeight, labelOf, hasCaptions, isWhole, chosen, isChoosing, cursor }: Props) {
  return (
    <div role="row" aria-rowindex={row + (head === null ? 1 : 2)} className={classes.row} style={{ top: headHeight + row * height, height }} data-row={row}>
      {head !== null && (
        <div role="rowheader" className={classes.rowHead} style={{ width: headWidth }} title={head}>
          <span>{head}</span>
        </div>
      )}
      {cells.map((cell, at) => {
        const column = from + at;
        return (
          <CellBox
            key={column}
            cell={cell}
            label={labelOf(cell, column, row)}
            left={headWidth + column * width}
            width={width}
            height={height}
            column={column}
            hasCaption={hasCaptions}
            isWhole={isWhole}
            isChosen={cell !== undefined && chosen.has(cell.index)}
            isChoosing={isChoosing}
            isCursor={cursor === column}
          />
        );
      })}
    </div>
  );
}, isSameRow);

function isSameRow(before: Props, after: Props) {
  const hasSame = (key: keyof Props) => (key === 'cells' ? isSameList(before.cells, after.cells) : before[key] === after[key]);
  return (Object.keys(after) as (keyof Props)[]).every(hasSame);
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]) => a.length === b.length && a.every((each, at) => each === b[at]);
