import { Button } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { memo, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type RefObject } from 'react';
import type { Template } from '@/shared/api/types';
import { ProblemState } from '@/shared/ui/ProblemState';
import { useStable } from '@/shared/ui/useStable';
import type { Seen } from '../api';
import type { Batch, Cell } from '../types';
import { isOver } from '../words';
import classes from './BatchPage.module.css';
import { CellGrid } from './CellGrid';
import { CellViewer } from './CellViewer';
import { ChosenBar } from './ChosenBar';
import { dimensionsOf, indexCells, shapeOf } from './dimensions';
import { GridTools, type ViewMode } from './GridTools';
import { comparedSize, comparison, flow, labelFor, table } from './layouts';
import { aspectOf } from './picture';
import { ProgressHead } from './ProgressHead';
import { requestAgain, type BatchActs } from './useBatchActs';
import { useChosen } from './useChosen';
import { useOpensItself } from './useOpensItself';
import { useRoom } from './useRoom';
import { sizeOf, usualZoom } from './zoomLevels';

/** The comparison has two to four columns; a grid of more is looked at as a grid. */
const mostColumns = { phone: 2, desk: 4 };
/** Of more than these nobody compares each with each: the grid stays. */
const mostOpened = 60;

/** `seen`: told what goes across and down, for a sheet that shows the same. */
export type ViewProps = { batch: Batch; template: Template | undefined; acts: BatchActs; seen: RefObject<Seen | null> };
type Props = ViewProps & { cells: readonly (Cell | undefined)[]; error: Error | null; onReload: () => void };

/** The images of a batch: in a grid, or side by side once they are there. */
export const CellsView = memo(function CellsView({ batch, template, acts, seen, cells, error, onReload }: Props) {
  const { id } = batch;
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const [zoom, setZoom] = useLocalStorage({ key: 'comfystudio.batches.zoom', defaultValue: usualZoom(isPhone), getInitialValueInEffect: false });
  const [shown, setShown] = useState<Record<string, number>>({});
  const [columns, setColumns] = useState<number | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const { x, y, view: mode = 'grid' } = useSearch({ from: '/batches/$id' });
  const navigate = useNavigate();
  const go = (patch: { x?: string; y?: string; view?: ViewMode }) => {
    const { view, ...axes } = { view: mode, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }), ...patch };
    void navigate({ to: '/batches/$id', params: { id }, search: { ...axes, ...(view === 'compare' ? { view } : {}) }, replace: true });
  };

  const found = useMemo(() => dimensionsOf(batch, cells, template), [batch, cells, template]);
  // Images come several times a second; the headings do not change by that, nor what is drawn by them.
  const dimensions = useSame(found);
  const places = useMemo(() => indexCells(cells), [cells]);
  const shape = useMemo(() => shapeOf(dimensions, { x, y }), [dimensions, x, y]);
  useImperativeHandle<Seen | null, Seen | null>(seen, () => shape && { across: shape.x.key, down: shape.y.key }, [shape]);
  const made = useMemo(() => cells.flatMap(cell => (cell?.imageId != null ? cell : [])), [cells]);
  const aspect = useMemo(() => aspectOf(cells, batch.request.slots), [cells, batch.request.slots]);
  const chosen = useChosen(cells);

  const isComparing = mode === 'compare' && made.length > 1;
  // A grid of few columns is compared as it stands, under its headings.
  const isFew = shape !== null && shape.x.values.length <= (isPhone ? mostColumns.phone : mostColumns.desk);
  const usualColumns = made.length <= 2 ? 2 : isPhone ? 2 : made.length === 3 || made.length > 8 ? 3 : 4;
  const layout = isComparing && !isFew
    ? comparison({ room, cells: made, columns: columns ?? usualColumns, aspect, dimensions })
    : shape
      ? table({ shape, shown, places, cells, size: isComparing ? comparedSize(room, shape, aspect, isPhone) : sizeOf(zoom), aspect, isPhone })
      : flow({ room, cells, count: batch.images, size: sizeOf(zoom), aspect, dimensions });

  const isAtWork = () => open !== null || chosen.chosen.size > 0 || (scroller.current?.contains(document.activeElement) ?? false);
  const isComparable = made.length > 1 && made.length <= mostOpened && (shape === null || isFew);
  useOpensItself(id, isOver(batch) && batch.state !== 'cancelled' && made.length >= batch.succeeded && isComparable, isAtWork, () => go({ view: 'compare' }));
  useWheelZoom(scroller, by => setZoom(known => Math.max(0, Math.min(8, known + by))));

  const opened = open === null ? undefined : cells[open];
  const move = (across: number, down: number) => {
    if (!opened) return;
    const next = layout.beside(opened, across, down);
    if (next) setOpen(next.index);
  };
  const show = (cell: Cell) => setOpen(cell.index);
  const labelOf = useCallback((cell: Cell | undefined) => labelFor(cell, dimensions), [dimensions]);
  const tools = {
    mode: useStable((view: ViewMode) => go({ view })),
    shown: useStable((key: string, value: number) => setShown(known => ({ ...known, [key]: value }))),
    axes: useStable((nextX: string, nextY: string) => go({ x: nextX, y: nextY })),
  };
  const again = (some: readonly Cell[]) => void acts.start(requestAgain(batch, some));

  return (
    <>
      <ProgressHead batch={batch} cells={cells} onRetry={() => void acts.retry()} onShow={show} />
      <GridTools
        mode={isComparing ? 'compare' : 'grid'}
        canCompare={made.length > 1}
        onMode={tools.mode}
        shape={shape}
        dimensions={dimensions}
        shown={shown}
        onShown={tools.shown}
        onAxes={tools.axes}
        zoom={zoom}
        onZoom={setZoom}
        columns={isFew ? null : (columns ?? usualColumns)}
        onColumns={setColumns}
      />
      {error && cells.length === 0 && <ProblemState error={error} onRetry={onReload} />}
      {error && cells.length > 0 && (
        <div className={classes.note} role="status">
          Some of the images could not be fetched.
          <Button size="compact-sm" variant="default" onClick={onReload}>
            Try again
          </Button>
        </div>
      )}
      <div ref={scroller} className={classes.scroll} data-heads={layout.heads !== null || undefined}>
        {room.width > 0 && batch.images > 0 && (
          <CellGrid
            key={isComparing ? 'compare' : 'grid'}
            scroller={scroller}
            label={isComparing ? 'Comparison' : 'Images'}
            box={layout.box}
            heads={layout.heads}
            cellAt={layout.cellAt}
            labelOf={labelOf}
            count={layout.count}
            hasCaptions={layout.hasCaptions}
            isWhole={isComparing}
            chosen={chosen.chosen}
            isChoosing={isComparing || chosen.chosen.size > 0}
            onOpen={show}
            onChoose={chosen.choose}
            onClear={chosen.clear}
          />
        )}
      </div>
      <ChosenBar id={id} chosen={chosen} made={made.length} onArchive={images => void acts.archive(images)} onAgain={() => again(chosen.cells)} />
      {opened && (
        <CellViewer
          cell={opened}
          label={labelOf(opened)}
          template={template}
          isChosen={chosen.chosen.has(opened.index)}
          onChoose={() => chosen.choose(opened, false)}
          onMove={move}
          onAgain={() => again([opened])}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
});

/** The object of before for as long as it says the same. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value);
  return useMemo(() => JSON.parse(text) as T, [text]);
}

/** Ctrl and the wheel, or two fingers on a touchpad, make the cells larger and smaller rather than the page. */
function useWheelZoom(scroller: RefObject<HTMLDivElement | null>, onZoom: (by: number) => void) {
  const latest = useRef(onZoom);
  useEffect(() => {
    latest.current = onZoom;
  });
  useEffect(() => {
    const target = scroller.current;
    if (!target) return;
    let sum = 0;
    const handleWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      sum += event.deltaY;
      if (Math.abs(sum) < 40) return;
      latest.current(sum > 0 ? -1 : 1);
      sum = 0;
    };
    target.addEventListener('wheel', handleWheel, { passive: false });
    return () => target.removeEventListener('wheel', handleWheel);
  }, [scroller]);
}
