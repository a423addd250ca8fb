import { expect, it } from 'vitest';
import { daysBack, rangeWords } from './dates';

it('goes back over the ends of months', () => {
  expect(daysBack(0, new Date(2026, 2, 1, 23))).toBe('2026-03-01');
  expect(daysBack(1, new Date(2026, 2, 1, 1))).toBe('2026-02-28');
});

it.each([
  [undefined, undefined, 'Date'],
  ['2026-03-01', undefined, 'Since Mar 1, 2026'],
  [undefined, '2026-03-01', 'Until Mar 1, 2026'],
  ['2026-03-01', '2026-03-01', 'Mar 1, 2026'],
  ['2026-02-28', '2026-03-01', 'Feb 28, 2026 – Mar 1, 2026'],
])('says %s to %s', (from, to, words) => {
  expect(rangeWords(from, to)).toBe(words);
});
