/**
 * A browser's element cannot be as high as a million images. So the scrolled element has at most `tallest` pixels, and the content is moved
 * against it: by nothing while somebody scrolls, so that a pixel stays a pixel, and anew after a jump.
 */
export const tallest = 8_000_000;

export type LongScroll = { top: number; shift: number };

type Room = { content: number; view: number };

export const spacerHeight = (content: number) => Math.min(content, tallest);

const reach = ({ content, view }: Room) => Math.max(0, content - view);
const scrollReach = ({ content, view }: Room) => Math.max(0, spacerHeight(content) - view);
const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** Where in the content a scroll to `top` leads. A jump (the scrollbar, Home, End) means the same part of the whole. */
export function follow(before: LongScroll, top: number, room: Room): LongScroll {
  if (room.content <= tallest) return { top, shift: 0 };
  const most = scrollReach(room);
  const isJump = Math.abs(top - before.top) > 4 * room.view || top <= 0 || top >= most;
  const place = isJump ? (top / most) * reach(room) : clamp(top + before.shift, reach(room));
  return { top, shift: place - top };
}

/** The scroll that shows a place of the content, as near to its part of the whole as can be. */
export function scrollTo(place: number, room: Room): LongScroll {
  const target = clamp(place, reach(room));
  if (room.content <= tallest) return { top: target, shift: 0 };
  const top = Math.round((target / reach(room)) * scrollReach(room));
  return { top, shift: target - top };
}

/** Slow scrolling drifts from the part of the whole; when it rests, it is put right where the drift could run into an end. */
export function settled(now: LongScroll, room: Room): LongScroll | null {
  if (room.content <= tallest) return null;
  const right = scrollTo(now.top + now.shift, room);
  return Math.abs(right.top - now.top) > 20 * room.view ? right : null;
}
