import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { Image } from '@/shared/api/types';
import { count, plural } from '@/shared/format/words';
import type { Result } from '../api';
import { isSelected, type Selection } from '../selection';
import { useChunks } from '../useChunks';
import { dayLabel } from './days';
import classes from './Grid.module.css';
import { cellsOf, layoutGrid, type Layout } from './layout';
import { spacerHeight } from './longScroll';
import { Scrubber } from './Scrubber';
import { Tile } from './Tile';
import { useGridScroll } from './useGridScroll';
import { useHold } from './useHold';
import { useSize } from './useSize';
import type { GridView } from './view';

export type GridHandle = { reveal: (index: number) => void; inSight: () => readonly [number, number]; imageAt: (index: number) => Image | undefined; layout: Layout };

type Props = {
  result: Result;
  memory: string;
  view: GridView;
  selection: Selection;
  /** The image that the keys are at. */
  cursor: number;
  ref: (handle: GridHandle | null) => void;
  onOpen: (image: Image, index: number) => void;
  onSelect: (image: Image, index: number, isRange: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

const gap = 4;

/** Every height is known before anything is loaded, so any place of any number of images is there at once. Only what is near is drawn. */
export function Grid({ result, memory, view, selection, cursor, ref, onOpen, onSelect, onKeyDown }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const layout = useMemo(
    () => layoutGrid({ aspects: result.aspects, days: result.days }, { width: Math.max(200, width), rowHeight: view.rowHeight, gap, mode: view.mode }),
    [result, width, view.rowHeight, view.mode],
  );
  const { sight, reveal, jump, inSight, onMove } = useGridScroll({ element: scroller, layout, view: height, memory });
  const last = Math.min(sight.last, layout.rows - 1);
  const imageAt = useChunks(result, layout.starts[sight.first] ?? 0, (layout.starts[last + 1] ?? 1) - 1, !sight.isFlung);
  const isChoosing = selection.all || selection.ids.size > 0;

  useEffect(() => {
    ref({ reveal, inSight, imageAt, layout });
    return () => ref(null);
  }, [ref, reveal, inSight, imageAt, layout]);

  const choose = (index: number, isRange: boolean) => {
    const image = imageAt(index);
    if (image) onSelect(image, index, isRange);
  };
  const hold = useHold(index => choose(index, false));
  const handleClick = (event: MouseEvent) => {
    const index = indexOf(event.target);
    if (index === null || hold.justHeld()) return;
    const isCheck = event.target instanceof Element && event.target.closest('[role="checkbox"]') !== null;
    if (isCheck || isChoosing || event.ctrlKey || event.metaKey || event.shiftKey) {
      choose(index, event.shiftKey);
      return;
    }
    const image = imageAt(index);
    if (image) onOpen(image, index);
  };
  const handlePointerDown = (event: PointerEvent) => {
    const index = indexOf(event.target);
    if (index !== null) hold.start(event, index);
  };

  const rows = width === 0 ? [] : Array.from({ length: Math.max(0, last - sight.first + 1) }, (_, at) => sight.first + at);
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        data-scrubbed={result.days.length > 1 || undefined}
        role="group"
        aria-label={`Images, ${count(result.count)}`}
        tabIndex={-1}
        onClick={handleClick}
        onKeyDown={onKeyDown}
        onPointerDown={handlePointerDown}
        onPointerMove={hold.move}
        onPointerUp={hold.end}
        onPointerCancel={hold.end}
        onContextMenu={event => hold.justHeld() && event.preventDefault()}
      >
        <div className={classes.content} style={{ height: spacerHeight(layout.height) }}>
          {rows.map(row => {
            const style = { transform: `translateY(${(layout.tops[row] ?? 0) - sight.shift}px)`, height: layout.heights[row] };
            const day = result.days[layout.days[row] ?? -1];
            if (day)
              return (
                <h2 key={`day ${day.day}`} className={classes.day} style={style}>
                  {dayLabel(day.day, new Date())} <span>{plural(day.count, 'image')}</span>
                </h2>
              );
            return (
              <div key={row} className={classes.row} style={style}>
                {cellsOf(layout, row).map(cell => {
                  const image = imageAt(cell.index);
                  return (
                    <Tile
                      key={image?.id ?? cell.index}
                      image={image}
                      index={cell.index}
                      left={cell.left}
                      width={cell.width}
                      height={layout.heights[row] ?? 0}
                      isFlung={sight.isFlung}
                      isSelected={image !== undefined && isSelected(selection, image.id)}
                      isChoosing={isChoosing}
                      isCursor={cell.index === cursor}
                    />
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      <Scrubber result={result} layout={layout} view={height} onMove={onMove} onJump={jump} />
    </div>
  );
}

function indexOf(target: EventTarget): number | null {
  const tile = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return tile ? Number(tile.dataset.index) : null;
}
