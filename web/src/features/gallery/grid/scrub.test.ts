import { expect, it } from 'vitest';
import { layoutGrid } from './layout';
import { dayAt, marksOf, topOfDay } from './scrub';

const days = [
  { day: '2026-03-02', count: 40 },
  { day: '2026-02-20', count: 40 },
  { day: '2026-02-01', count: 1 },
  { day: '2025-12-31', count: 40 },
];
const layout = layoutGrid({ aspects: new Uint8Array(121).fill(128), days }, { width: 1000, rowHeight: 200, gap: 4, mode: 'justified' });

it('finds the day of a height, and the height of a day', () => {
  days.forEach((_, day) => expect(dayAt(layout, days, topOfDay(layout, days, day))).toBe(day));
  expect(dayAt(layout, days, layout.height)).toBe(3);
});

it('marks years where there are several, months within one, and never on top of each other', () => {
  expect(marksOf(layout, days, 0.05).map(({ label }) => label)).toEqual(['2026', '2025']);
  expect(marksOf(layout, days.slice(0, 3), 0.05).map(({ label }) => label)).toEqual(['Mar', 'Feb']);
  expect(marksOf(layout, days, 0.9)).toEqual([]);
});
