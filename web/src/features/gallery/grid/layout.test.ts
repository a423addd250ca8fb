import { describe, expect, it } from 'vitest';
import { cellsOf, headingHeight, layoutGrid, rowAt, rowOf, stepRow, type GridSize } from './layout';

const size: GridSize = { width: 1000, rowHeight: 200, gap: 4, mode: 'justified' };
const byteOf = (ratio: number) => Math.round(128 + 32 * Math.log2(ratio));
const shape = (ratios: number[], days: number[] = []) => ({
  aspects: Uint8Array.from(ratios, byteOf),
  days: days.map((count, at) => ({ day: `2026-01-0${9 - at}`, count })),
});
const ratios = (count: number) => Array.from({ length: count }, (_, at) => 0.5 + (at % 7) * 0.3);
const imageRows = (layout: ReturnType<typeof layoutGrid>) => Array.from({ length: layout.rows }, (_, row) => row).filter(row => layout.days[row] === -1);

describe('layoutGrid', () => {
  it('fills every full row to the last pixel', () => {
    const layout = layoutGrid(shape(ratios(23)), size);

    for (const row of imageRows(layout).slice(0, -1)) {
      const last = cellsOf(layout, row).at(-1);
      expect(last && last.left + last.width).toBe(1000);
      expect(layout.heights[row]).toBeLessThanOrEqual(200);
    }
  });

  it.each(['justified', 'square'] as const)('shows each image once and in order, %s', mode => {
    const layout = layoutGrid(shape(ratios(170), [3, 160, 7]), { ...size, mode });

    expect(imageRows(layout).flatMap(row => cellsOf(layout, row).map(cell => cell.index))).toEqual(Array.from({ length: 170 }, (_, at) => at));
  });

  it('does not blow up a lonely image', () => {
    const layout = layoutGrid(shape([1]), size);

    expect(layout.heights[0]).toBe(250);
    expect(cellsOf(layout, 0)).toEqual([{ index: 0, left: 0, width: 250 }]);
  });

  it('starts a new row under its own heading for each day', () => {
    const layout = layoutGrid(shape([1, 1, 1], [2, 1]), size);

    expect([...layout.days]).toEqual([0, -1, 1, -1]);
    expect(layout.tops[1]).toBe(headingHeight);
  });

  it('keeps squares square and in columns', () => {
    const layout = layoutGrid(shape(ratios(12)), { ...size, mode: 'square' });

    expect(new Set(cellsOf(layout, 0).map(cell => cell.left))).toEqual(new Set(cellsOf(layout, 1).map(cell => cell.left)));
    expect(layout.heights[0]).toBe(196);
  });

  it('lays out a million images with a height for each row', () => {
    const layout = layoutGrid({ aspects: new Uint8Array(1_000_000).fill(128), days: [] }, size);

    expect(layout.starts[layout.rows]).toBe(1_000_000);
    expect(layout.height).toBeGreaterThan(30_000_000);
    expect(rowOf(layout, 999_999)).toBe(layout.rows - 1);
  });
});

it('finds the row of a height and of an image', () => {
  const layout = layoutGrid(shape(ratios(40), [20, 20]), size);

  for (let row = 0; row < layout.rows; row++) expect(rowAt(layout, layout.tops[row] ?? 0)).toBe(row);
  expect(layout.days[rowOf(layout, 20)]).toBe(-1);
  expect(cellsOf(layout, rowOf(layout, 20))[0]?.index).toBe(20);
});

it('steps to the image above or below, over headings, and stays at the ends', () => {
  const layout = layoutGrid(shape(Array.from({ length: 10 }, () => 1), [5, 5]), size);

  expect(stepRow(layout, 2, 1)).toBe(7);
  expect(stepRow(layout, 7, -1)).toBe(2);
  expect(stepRow(layout, 2, -1)).toBe(2);
  expect(stepRow(layout, 7, 1)).toBe(7);
});
