type Box = { left: number; top: number; width: number; height: number };
type Room = { width: number; height: number };

const gap = 6;
const edge = 8;

/** Above what it explains, below where there is no room; never beyond the window's edge. */
export function placeHint(target: Box, hint: Room, window: Room): { x: number; y: number } {
  const middle = target.left + target.width / 2 - hint.width / 2;
  const x = Math.max(edge, Math.min(middle, window.width - hint.width - edge));
  const above = target.top - hint.height - gap;
  const y = above >= edge ? above : Math.min(target.top + target.height + gap, window.height - hint.height - edge);
  return { x: Math.round(x), y: Math.round(y) };
}
