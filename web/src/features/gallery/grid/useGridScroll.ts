import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useStable } from '@/shared/ui/useStable';
import { rowAt, rowOf, type Layout } from './layout';
import { whereNow } from './whereNow';
import { follow, scrollTo, settled, type LongScroll } from './longScroll';

/** The rows that are drawn, and how far the content is moved against what is scrolled. */
export type Sight = { first: number; last: number; shift: number; isFlung: boolean };

/** Beyond this many pixels in a millisecond nobody sees a picture. */
const flung = 6;
const rest = 120;

/** Where somebody was, to come back to: an image and how far its row was scrolled. */
type Place = { index: number; offset: number };
const places = new Map<string, Place>();

type Options = { element: RefObject<HTMLElement | null>; layout: Layout; view: number; memory: string };

/**
 * Follows the scroll without asking the browser for a layout: what is in sight is known from the rows' heights. `reveal` scrolls to an image;
 * `goTo` to a part of the whole.
 */
export function useGridScroll({ element, layout, view, memory }: Options) {
  const [sight, setSight] = useState<Sight>({ first: 0, last: -1, shift: 0, isFlung: false });
  const now = useRef<LongScroll>({ top: 0, shift: 0 });
  const place = useRef<Place>(places.get(memory) ?? { index: 0, offset: 0 });
  const room = { content: layout.height, view };
  const latest = useRef({ layout, room, memory });
  const time = useRef(0);
  const listener = useRef<((top: number) => void) | null>(null);

  const look = useCallback((isFlung: boolean) => {
    const { layout: rows, room: { view: height }, memory: key } = latest.current;
    const top = now.current.top + now.current.shift;
    const row = rowAt(rows, top);
    place.current = { index: rows.starts[row] ?? 0, offset: top <= 0 ? 0 : top - (rows.tops[row] ?? 0) };
    places.set(key, place.current);
    listener.current?.(top);
    setSight(known => nextSight(known, rows, top, height, now.current.shift, isFlung));
  }, []);

  const jump = useStable(
    (target: number) => {
      now.current = scrollTo(target, latest.current.room);
      time.current = performance.now();
      element.current?.scrollTo({ top: now.current.top, behavior: 'instant' });
      look(false);
    },
  );

  // Rows of another width or another result: what was at the top stays there.
  useLayoutEffect(() => {
    const isSame = latest.current.memory === memory;
    const known = latest.current.layout.aspects;
    const before = isSame
      ? { ...place.current, index: known === layout.aspects ? place.current.index : whereNow(known, layout.aspects, place.current.index) }
      : (places.get(memory) ?? { index: 0, offset: 0 });
    latest.current = { layout, room: { content: layout.height, view }, memory };
    if (view === 0) return;
    const row = headed(layout, before);
    jump(before.index === 0 && before.offset <= 0 ? 0 : (layout.tops[row] ?? 0) + Math.min(before.offset, (layout.heights[row] ?? 0)));
  }, [layout, view, memory, jump]);

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const handleRest = () => {
      const right = settled(now.current, latest.current.room);
      if (right) jump(right.top + right.shift);
      else look(false);
    };
    const handleScroll = () => {
      const top = target.scrollTop;
      if (top === now.current.top) return;
      const next = follow(now.current, top, latest.current.room);
      const at = performance.now();
      const speed = Math.abs(next.top + next.shift - now.current.top - now.current.shift) / Math.max(1, at - time.current);
      time.current = at;
      now.current = next;
      look(speed > flung);
      clearTimeout(timer);
      timer = setTimeout(handleRest, rest);
    };
    target.addEventListener('scroll', handleScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      target.removeEventListener('scroll', handleScroll);
    };
  }, [element, jump, look]);

  const reveal = useCallback(
    (index: number) => {
      const { layout: rows, room: { view: height } } = latest.current;
      const row = rowOf(rows, index);
      const [top, end] = [rows.tops[row] ?? 0, (rows.tops[row] ?? 0) + (rows.heights[row] ?? 0)];
      const start = now.current.top + now.current.shift;
      if (top < start) jump(top - 8);
      else if (end > start + height) jump(end - height + 8);
    },
    [jump],
  );
  const inSight = useCallback((): readonly [number, number] => {
    const { layout: rows, room: { view: height } } = latest.current;
    const top = now.current.top + now.current.shift;
    return [rows.starts[rowAt(rows, top)] ?? 0, (rows.starts[rowAt(rows, top + height) + 1] ?? 1) - 1];
  }, []);
  /** Told of each move, for what follows it without being drawn anew. */
  const onMove = useCallback((listen: ((top: number) => void) | null) => {
    listener.current = listen;
    listen?.(now.current.top + now.current.shift);
  }, []);

  return { sight, reveal, jump, inSight, onMove };
}

/** The row to come back to: a heading where its first image was at the top under it. */
function headed(layout: Layout, { index }: Place): number {
  const row = rowOf(layout, Math.min(index, Math.max(0, (layout.starts[layout.rows] ?? 1) - 1)));
  return row > 0 && layout.days[row - 1] !== -1 && layout.starts[row - 1] === index ? row - 1 : row;
}

/** A screen more on either side is drawn, and it is only drawn anew when a quarter of that is used up. */
function nextSight(known: Sight, layout: Layout, top: number, view: number, shift: number, isFlung: boolean): Sight {
  const first = rowAt(layout, top - view);
  const last = Math.min(layout.rows - 1, rowAt(layout, top + 2 * view));
  const isEnough =
    known.shift === shift && known.isFlung === isFlung && known.last < layout.rows && known.last >= 0 &&
    ((layout.tops[known.first] ?? 0) <= top - 0.75 * view || known.first === 0) &&
    ((layout.tops[known.last + 1] ?? 0) >= top + 1.75 * view || known.last === layout.rows - 1) &&
    last - first >= known.last - known.first - 8;
  return isEnough ? known : { first, last, shift, isFlung };
}
