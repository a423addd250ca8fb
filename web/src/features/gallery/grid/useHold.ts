import { useRef, type PointerEvent } from 'react';

const patience = 450;
const slack = 10;

/** A finger that rests on an image chooses it. */
export function useHold(onHold: (index: number) => void) {
  const held = useRef({ timer: 0, x: 0, y: 0, at: -Infinity });
  const end = () => window.clearTimeout(held.current.timer);

  return {
    start: (event: PointerEvent, index: number) => {
      end();
      if (event.pointerType !== 'touch') return;
      held.current.x = event.clientX;
      held.current.y = event.clientY;
      held.current.timer = window.setTimeout(() => {
        held.current.at = performance.now();
        onHold(index);
      }, patience);
    },
    move: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - held.current.x, event.clientY - held.current.y) > slack) end();
    },
    end,
    /** The click and the menu that follow a hold are not meant. */
    justHeld: () => performance.now() - held.current.at < 800,
  };
}
