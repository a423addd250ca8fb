import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { fitted, keepInSight, naturalScale, zoomAt, type Box, type Zoom } from './zoom';

type Point = { x: number; y: number };

/** The middle of the stage. */
const nowhere: Point = { x: 0, y: 0 };
const keyStep = 1.4;
/** What an arrow key looks towards comes into sight. */
const nudges: Readonly<Record<string, Point>> = { ArrowLeft: { x: 80, y: 0 }, ArrowRight: { x: -80, y: 0 }, ArrowUp: { x: 0, y: 80 }, ArrowDown: { x: 0, y: -80 } };

const boxOf = (element: Element): Box => ({ width: element.clientWidth, height: element.clientHeight });

/** Wheel, double click, drag, pinch and keys over the stage. A quick sideways swipe of an unzoomed picture turns the page. */
export function useZoom(stage: RefObject<HTMLElement | null>, picture: Box, onSwipe: (direction: 1 | -1) => void) {
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<Point>({ x: 0, y: 0 });

  const change = (next: (zoom: Zoom, room: Box) => Zoom) => {
    const element = stage.current;
    if (element) setZoom(known => next(known, boxOf(element)));
  };
  const fromMiddle = (event: { clientX: number; clientY: number }): Point => {
    const bounds = stage.current?.getBoundingClientRect();
    if (!bounds) return { x: 0, y: 0 };
    return { x: event.clientX - bounds.left - bounds.width / 2, y: event.clientY - bounds.top - bounds.height / 2 };
  };

  useWheel(stage, event => {
    const point = fromMiddle(event);
    change((known, room) => zoomAt(known, Math.exp(-event.deltaY * 0.0022), point, picture, room));
  });

  const handlers = {
    onDoubleClick: (event: { clientX: number; clientY: number } | null) => {
      const point = event ? fromMiddle(event) : nowhere;
      change((known, room) =>
        known.scale > 1.01 ? fitted : zoomAt(known, Math.max(2, naturalScale(picture, room)), point, picture, room),
      );
    },
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, fromMiddle(event));
      start.current = fromMiddle(event);
    },
    onPointerMove: (event: PointerEvent) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = fromMiddle(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      change((known, room) =>
        other
          ? zoomAt(known, distance(now, other) / Math.max(1, distance(before, other)), middle(now, other), picture, room)
          : keepInSight({ ...known, x: known.x + now.x - before.x, y: known.y + now.y - before.y }, picture, room),
      );
    },
    onPointerUp: (event: PointerEvent) => {
      const wasAlone = pointers.current.size === 1;
      pointers.current.delete(event.pointerId);
      const { x, y } = fromMiddle(event);
      const [dx, dy] = [x - start.current.x, y - start.current.y];
      if (wasAlone && zoom.scale === 1 && event.pointerType === 'touch' && Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy))
        onSwipe(dx < 0 ? 1 : -1);
    },
    onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
  };

  /** Whether the key is one of those that zoom, or move what is zoomed. */
  const byKey = (key: string): boolean => {
    const by = nudges[key];
    if (by && zoom.scale > 1) change((known, room) => keepInSight({ ...known, x: known.x + by.x, y: known.y + by.y }, picture, room));
    else if (key === '+' || key === '=') change((known, room) => zoomAt(known, keyStep, nowhere, picture, room));
    else if (key === '-') change((known, room) => zoomAt(known, 1 / keyStep, nowhere, picture, room));
    else if (key === 'z') handlers.onDoubleClick(null);
    else return false;
    return true;
  };

  return { zoom, handlers, byKey };
}

/** React listens to the wheel passively, so the page could not be kept from scrolling along. */
function useWheel(element: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void) {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const handleWheel = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event);
    };
    target.addEventListener('wheel', handleWheel, { passive: false });
    return () => target.removeEventListener('wheel', handleWheel);
  }, [element]);
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
