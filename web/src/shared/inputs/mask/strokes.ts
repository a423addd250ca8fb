/** A mask as the acts that made it, so that any of them can be taken back. Coordinates are the picture's own pixels. */

export type Point = { x: number; y: number };
export type Stroke = { kind: 'brush' | 'eraser'; size: number; points: readonly Point[] };
export type Act = Stroke | { kind: 'clear' } | { kind: 'invert' };

/** What can be drawn on: the part of a canvas that the replay needs. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'clearRect' | 'fillRect' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'globalCompositeOperation' | 'strokeStyle' | 'fillStyle'
>;

export function draw(surface: Surface, act: Act, { width, height }: { width: number; height: number }) {
  if (act.kind === 'clear') {
    surface.clearRect(0, 0, width, height);
    return;
  }
  if (act.kind === 'invert') {
    // White where nothing is, nothing where white is.
    surface.globalCompositeOperation = 'xor';
    surface.fillStyle = '#fff';
    surface.fillRect(0, 0, width, height);
    surface.globalCompositeOperation = 'source-over';
    return;
  }
  surface.globalCompositeOperation = act.kind === 'brush' ? 'source-over' : 'destination-out';
  surface.strokeStyle = '#fff';
  surface.lineWidth = act.size;
  surface.lineCap = 'round';
  surface.lineJoin = 'round';
  surface.beginPath();
  const [first] = act.points;
  if (first) surface.moveTo(first.x, first.y);
  // A line to where it began is how a canvas draws a dot.
  for (const point of act.points) surface.lineTo(point.x, point.y);
  surface.stroke();
  surface.globalCompositeOperation = 'source-over';
}

/** Nothing before a clear can be seen, yet all of it can be undone. */
export const visibleActs = (acts: readonly Act[]) => acts.slice(Math.max(0, acts.findLastIndex(({ kind }) => kind === 'clear')));

export const smallest = 4;

/** A brush that is a fiftieth to a third of the picture. */
export const sizesFor = ({ width, height }: { width: number; height: number }) => {
  const side = Math.min(width, height);
  return { min: smallest, max: Math.max(64, Math.round(side / 2)), start: Math.max(smallest * 2, Math.round(side / 12)) };
};

export const toPicture = (client: Point, box: { left: number; top: number; width: number; height: number }, size: { width: number; height: number }): Point => ({
  x: ((client.x - box.left) / box.width) * size.width,
  y: ((client.y - box.top) / box.height) * size.height,
});
