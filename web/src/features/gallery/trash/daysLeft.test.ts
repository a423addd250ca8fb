import { expect, it } from 'vitest';
import { daysLeft } from './daysLeft';

const now = Date.parse('2026-01-10T12:00:00Z');

it.each([
  ['2026-02-09T12:00:00Z', 'gone in 30 days'],
  ['2026-01-11T11:00:00Z', 'gone within a day'],
  ['2026-01-10T11:00:00Z', 'gone any moment'],
])('says of %s: %s', (expiresAt, words) => {
  expect(daysLeft(expiresAt, now)).toBe(words);
});
