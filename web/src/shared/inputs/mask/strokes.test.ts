import { expect, it } from 'vitest';
import { draw, sizesFor, toPicture, visibleActs, type Act, type Surface } from './strokes';

const stroke: Act = { kind: 'brush', size: 10, points: [{ x: 1, y: 2 }, { x: 3, y: 4 }] };

it('starts again at the last clear', () => {
  expect(visibleActs([stroke, { kind: 'clear' }, stroke])).toEqual([{ kind: 'clear' }, stroke]);
  expect(visibleActs([stroke, { kind: 'invert' }])).toHaveLength(2);
});

it('rubs out with the eraser and paints with the brush', () => {
  const used: string[] = [];
  const surface = {
    beginPath: () => undefined, moveTo: () => undefined, lineTo: () => undefined, clearRect: () => undefined, fillRect: () => undefined,
    stroke() { used.push(this.globalCompositeOperation); },
    globalCompositeOperation: 'source-over', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter', strokeStyle: '', fillStyle: '',
  } as Surface;

  draw(surface, stroke, { width: 10, height: 10 });
  draw(surface, { ...stroke, kind: 'eraser' }, { width: 10, height: 10 });

  expect(used).toEqual(['source-over', 'destination-out']);
});

it('finds the picture’s pixel under the pointer, and a brush that suits its size', () => {
  expect(toPicture({ x: 60, y: 35 }, { left: 10, top: 10, width: 100, height: 50 }, { width: 1000, height: 500 })).toEqual({ x: 500, y: 250 });
  expect(sizesFor({ width: 1024, height: 768 })).toEqual({ min: 4, max: 384, start: 64 });
});
