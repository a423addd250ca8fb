import { describe, expect, it } from 'vitest';
import { layoutRows, type Shape } from './layout';

const size = { width: 1000, rowHeight: 200, gap: 4 };
const shape = (width: number, height: number, createdAt = '2026-01-02T12:00:00Z'): Shape => ({ width, height, createdAt });
const imagesOf = (shapes: Shape[]) => layoutRows(shapes, size).filter(row => row.kind === 'images');

describe('layoutRows', () => {
  it('fills every full row to the last pixel', () => {
    const rows = imagesOf(Array.from({ length: 23 }, (_, at) => shape(512 + at * 40, 1024)));

    for (const row of rows.slice(0, -1)) {
      const last = row.cells.at(-1);
      expect(last && last.left + last.width).toBe(size.width);
      expect(row.height).toBeLessThanOrEqual(size.rowHeight);
    }
  });

  it('shows each image once and in order', () => {
    const rows = imagesOf(Array.from({ length: 17 }, () => shape(768, 512)));

    expect(rows.flatMap(row => row.cells.map(cell => cell.index))).toEqual(Array.from({ length: 17 }, (_, at) => at));
  });

  it('does not blow up a lonely image', () => {
    const [row] = imagesOf([shape(1024, 1024)]);

    expect(row?.height).toBe(250);
  });

  it('starts a new row under its own heading for each day', () => {
    const rows = layoutRows([shape(1, 1), shape(1, 1), shape(1, 1, '2025-12-24T12:00:00Z')], size);

    expect(rows.map(row => (row.kind === 'day' ? row.count : row.cells.length))).toEqual([2, 2, 1, 1]);
  });

  it('gives a file of unknown size a square', () => {
    const [row] = imagesOf([shape(0, 0)]);

    expect(row?.cells[0]?.width).toBe(row?.height);
  });
});
