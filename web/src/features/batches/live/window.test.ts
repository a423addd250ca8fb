import { expect, it } from 'vitest';
import { windowOf } from './window';

const box = { columns: 50, rows: 20, width: 100, height: 100, headWidth: 100, headHeight: 50 };

it('holds what is in sight and one cell around it, whatever the size of the grid', () => {
  expect(windowOf({ top: 0, left: 0, width: 500, height: 450 }, box)).toEqual({ fromRow: 0, toRow: 5, fromColumn: 0, toColumn: 5 });
  expect(windowOf({ top: 1_000, left: 2_000, width: 500, height: 450 }, box)).toEqual({ fromRow: 9, toRow: 15, fromColumn: 19, toColumn: 25 });
});

it('ends at the edges', () => {
  expect(windowOf({ top: 1_800, left: 4_800, width: 500, height: 450 }, box)).toMatchObject({ toRow: 20, toColumn: 50 });
  expect(windowOf({ top: 0, left: 0, width: 0, height: 0 }, { ...box, rows: 0, columns: 0 })).toEqual({ fromRow: 0, toRow: 0, fromColumn: 0, toColumn: 0 });
});
