import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Result } from '../api';
import { dayLabel } from './days';
import type { Layout } from './layout';
import classes from './Scrubber.module.css';
import { dayAt, marksOf, topOfDay } from './scrub';

type Props = {
  result: Result;
  layout: Layout;
  view: number;
  onMove: (listen: ((top: number) => void) | null) => void;
  onJump: (top: number) => void;
};

/** All days from top to bottom: a scrollbar that says where it leads. */
export function Scrubber({ result: { days }, layout, view, onMove, onJump }: Props) {
  const track = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState(0);
  const [isDragged, setDragged] = useState(false);
  const reach = Math.max(1, layout.height - view);
  const marks = useMemo(() => marksOf(layout, days, 0.06), [layout, days]);
  const isUseful = days.length > 1 && layout.height > view * 1.5;

  useEffect(() => {
    if (!isUseful) return;
    onMove(top => {
      const fraction = Math.min(1, Math.max(0, top / reach));
      if (thumb.current) thumb.current.style.transform = `translateY(${fraction * (view - 24)}px)`;
      setDay(dayAt(layout, days, top));
    });
    return () => onMove(null);
  }, [isUseful, layout, days, reach, view, onMove]);

  if (!isUseful) return null;
  const drag = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box) onJump(Math.min(1, Math.max(0, (event.clientY - box.top - 12) / (box.height - 24))) * reach);
  };
  const handleKey = (event: KeyboardEvent) => {
    const next = { ArrowDown: day + 1, ArrowUp: day - 1, PageDown: day + 10, PageUp: day - 10, Home: 0, End: days.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onJump(topOfDay(layout, days, Math.min(days.length - 1, Math.max(0, next))));
  };
  const label = dayLabel(days[day]?.day ?? '', new Date());

  return (
    <div
      ref={track}
      className={classes.track}
      data-dragged={isDragged || undefined}
      role="slider"
      aria-label="Day"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={days.length}
      aria-valuenow={day + 1}
      aria-valuetext={label}
      tabIndex={0}
      onKeyDown={handleKey}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(true);
        drag(event);
      }}
      onPointerMove={event => isDragged && drag(event)}
      onPointerUp={() => setDragged(false)}
      onPointerCancel={() => setDragged(false)}
    >
      {marks.map(mark => (
        <span key={`${mark.label} ${mark.fraction}`} className={classes.mark} style={{ top: `calc(12px + ${mark.fraction} * (100% - 24px))` }} aria-hidden>
          {mark.label}
        </span>
      ))}
      <div ref={thumb} className={classes.thumb}>
        <span className={classes.label}>{label}</span>
      </div>
    </div>
  );
}
