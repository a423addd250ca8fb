import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, type RefObject } from 'react';
import type { Image } from '@/shared/api/types';
import { plural } from '@/shared/format/words';
import { dayLabel } from './days';
import classes from './ImageGrid.module.css';
import { layoutRows, type Row } from './layout';
import { Tile } from './Tile';

type Props = {
  images: readonly Image[];
  width: number;
  scroll: RefObject<HTMLDivElement | null>;
  onOpen: (image: Image) => void;
  onNearEnd: () => void;
};

const gap = 4;
const usualHeight = (width: number) => (width < 600 ? 150 : width < 1600 ? 230 : 280);

/** Only the rows in sight are in the document. */
export function ImageGrid({ images, width, scroll, onOpen, onNearEnd }: Props) {
  const rows = useMemo(() => layoutRows(images, { width, rowHeight: usualHeight(width), gap }), [images, width]);
   
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: at => rows[at]?.height ?? 0,
    gap,
    overscan: 4,
  });

  useEffect(() => virtual.measure(), [virtual, rows]);

  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastSeen >= rows.length - 6) onNearEnd();
  }, [lastSeen, rows.length, onNearEnd]);

  return (
    <div className={classes.grid} style={{ height: virtual.getTotalSize() }}>
      {items.map(({ index, start }) => {
        const row = rows[index];
        return row && <GridRow key={index} row={row} top={start} images={images} onOpen={onOpen} />;
      })}
    </div>
  );
}

type RowProps = { row: Row; top: number; images: readonly Image[]; onOpen: (image: Image) => void };

function GridRow({ row, top, images, onOpen }: RowProps) {
  const style = { transform: `translateY(${top}px)`, height: row.height };
  if (row.kind === 'day')
    return (
      <h2 className={classes.day} style={style}>
        {dayLabel(row.day, new Date())} <span className={classes.count}>{plural(row.count, 'image')}</span>
      </h2>
    );
  return (
    <div className={classes.row} style={style}>
      {row.cells.map(cell => {
        const image = images[cell.index];
        return image && <Tile key={image.id} image={image} left={cell.left} width={cell.width} height={row.height} onOpen={onOpen} />;
      })}
    </div>
  );
}
