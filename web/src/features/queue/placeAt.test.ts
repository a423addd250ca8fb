import { expect, it } from 'vitest';
import { placeAt } from './placeAt';

// A heading of 40, then five places of 60 each.
const startOf = (row: number) => (row === 0 ? 0 : 40 + (row - 1) * 60);
const rows = { first: 1, count: 5, startOf, rowAt: (offset: number) => Math.max(0, Math.min(5, Math.floor((offset - 40) / 60) + 1)) };

it('is the row above whose middle the pointer is', () => {
  expect([41, 69, 71, 129, 131].map(offset => placeAt(rows, offset))).toEqual([0, 0, 1, 1, 2]);
});

it('is the first above the line and the end below it', () => {
  expect([-200, 10, 5_000].map(offset => placeAt(rows, offset))).toEqual([0, 0, 5]);
});
