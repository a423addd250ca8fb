import { expect, it } from 'vitest';
import { follow, scrollTo, settled, spacerHeight, tallest } from './longScroll';

const short = { content: 100_000, view: 1_000 };
const long = { content: 46_000_000, view: 1_000 };

it('is an ordinary scroll where the browser can do it', () => {
  expect(follow({ top: 0, shift: 0 }, 5_000, short)).toEqual({ top: 5_000, shift: 0 });
  expect(scrollTo(5_000, short)).toEqual({ top: 5_000, shift: 0 });
  expect(spacerHeight(short.content)).toBe(short.content);
});

it('never asks for a higher element than a browser has', () => {
  expect(spacerHeight(long.content)).toBe(tallest);
});

it('moves a pixel for a pixel while somebody scrolls', () => {
  const before = scrollTo(20_000_000, long);
  const after = follow(before, before.top + 120, long);

  expect(after.top + after.shift - (before.top + before.shift)).toBe(120);
});

it('takes a jump for a part of the whole, and reaches both ends', () => {
  const most = tallest - long.view;

  expect(follow({ top: 0, shift: 0 }, most, long)).toMatchObject({ top: most, shift: long.content - long.view - most });
  expect(follow({ top: most, shift: 1 }, 0, long)).toEqual({ top: 0, shift: 0 });
  const middle = follow({ top: 0, shift: 0 }, most / 2, long);
  expect(middle.top + middle.shift).toBeCloseTo((long.content - long.view) / 2, 0);
});

it('comes to any place and stays there', () => {
  for (const place of [0, 1, 999_999, 23_456_789, long.content - long.view]) {
    const { top, shift } = scrollTo(place, long);
    expect(top + shift).toBeCloseTo(place, 6);
  }
});

it('puts a drift right when it rests', () => {
  const drifted = { top: 7_900_000, shift: 0 };
  const right = settled(drifted, long);

  expect(right && right.top + right.shift).toBeCloseTo(7_900_000, 6);
  expect(settled(scrollTo(20_000_000, long), long)).toBeNull();
});
