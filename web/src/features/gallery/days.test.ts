import { expect, it } from 'vitest';
import { dayLabel } from './days';

const now = new Date(2026, 10, 21, 15, 30);

it.each([
  [new Date(2026, 10, 21, 1), 'Today'],
  [new Date(2026, 10, 20, 23), 'Yesterday'],
  [new Date(2026, 10, 19), 'Thursday, November 19'],
  [new Date(2025, 11, 31), 'Wednesday, December 31, 2025'],
])('names %s', (date, label) => {
  expect(dayLabel(date.toDateString(), now)).toBe(label);
});
