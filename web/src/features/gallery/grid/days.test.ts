import { expect, it } from 'vitest';
import { dayLabel } from './days';

const now = new Date(2026, 10, 21, 15, 30);

it.each([
  ['2026-11-21', 'Today'],
  ['2026-11-20', 'Yesterday'],
  ['2026-11-19', 'Thursday, November 19'],
  ['2025-12-31', 'Wednesday, December 31, 2025'],
])('names %s', (day, label) => {
  expect(dayLabel(day, now)).toBe(label);
});
