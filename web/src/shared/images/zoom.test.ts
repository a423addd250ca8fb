import { describe, expect, it } from 'vitest';
import { fitInto, fitted, keepInSight, naturalScale, zoomAt } from './zoom';

const stage = { width: 800, height: 600 };
const picture = { width: 2048, height: 1024 };

describe('zoom', () => {
  it('fits the picture without stretching it', () => {
    expect(fitInto(picture, stage)).toEqual({ width: 800, height: 400 });
    expect(fitInto({ width: 300, height: 200 }, stage)).toEqual({ width: 300, height: 200 });
  });

  it('keeps the point under the cursor where it is', () => {
    const zoomed = zoomAt(fitted, 4, { x: 100, y: 20 }, picture, stage);

    expect((100 - zoomed.x) / zoomed.scale).toBeCloseTo(100);
    expect((20 - zoomed.y) / zoomed.scale).toBeCloseTo(20);
  });

  it('never zooms out beyond the fitted size', () => {
    expect(zoomAt({ scale: 2, x: 50, y: 0 }, 0.1, { x: 10, y: 10 }, picture, stage)).toEqual(fitted);
  });

  it('never lets the picture be dragged out of sight', () => {
    const dragged = keepInSight({ scale: 2, x: 5_000, y: -5_000 }, picture, stage);

    expect(dragged.x).toBe(400);
    expect(dragged.y).toBe(-100);
  });

  it('knows the scale of true pixels', () => {
    expect(naturalScale(picture, stage)).toBeCloseTo(2.56);
  });
});
