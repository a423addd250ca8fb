import { useEffect, useRef, useState } from 'react';
import { draw, visibleActs, type Act, type Point, type Stroke } from './strokes';

type Size = { width: number; height: number };
export type Tool = Stroke['kind'];

/** The acts of a painter, drawn as they come and replayed after an undo. `base`: the mask that was there before. */
export function useMaskCanvas(canvas: HTMLCanvasElement | null, size: Size, base: HTMLCanvasElement | null) {
  const [acts, setActs] = useState<readonly Act[]>([]);
  const stroke = useRef<{ kind: Tool; size: number; points: Point[] } | null>(null);

  useEffect(() => {
    const context = canvas?.getContext('2d');
    if (!context) return;
    const visible = visibleActs(acts);
    context.clearRect(0, 0, size.width, size.height);
    if (base && visible[0]?.kind !== 'clear') context.drawImage(base, 0, 0, size.width, size.height);
    for (const act of visible) draw(context, act, size);
  }, [canvas, size, base, acts]);

  const extend = (points: readonly Point[]) => {
    const context = canvas?.getContext('2d');
    const current = stroke.current;
    if (!context || !current) return;
    const from = current.points.at(-1) ?? points[0];
    current.points.push(...points);
    if (from) draw(context, { ...current, points: [from, ...points] }, size);
  };

  const begin = (kind: Tool, width: number, at: Point) => {
    stroke.current = { kind, size: width, points: [] };
    extend([at]);
  };

  const end = () => {
    const finished = stroke.current;
    stroke.current = null;
    if (finished) setActs(known => [...known, finished]);
  };

  return {
    isUntouched: acts.length === 0,
    begin,
    extend,
    end,
    undo: () => setActs(known => known.slice(0, -1)),
    clear: () => setActs(known => [...known, { kind: 'clear' }]),
    invert: () => setActs(known => [...known, { kind: 'invert' }]),
  };
}
