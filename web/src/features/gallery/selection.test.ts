import { expect, it } from 'vitest';
import { countSelected, everything, isSelected, marked, nothing, toggle } from './selection';

it('chooses images one by one', () => {
  const two = toggle(toggle(nothing, 'a'), 'b');

  expect([isSelected(two, 'a'), isSelected(two, 'c'), countSelected(two, 10)]).toEqual([true, false, 2]);
  expect(countSelected(toggle(two, 'a'), 10)).toBe(1);
});

it('chooses all of a hundred thousand without knowing them, but for some', () => {
  const but = toggle(everything, 'a');

  expect([isSelected(but, 'a'), isSelected(but, 'b'), countSelected(but, 100_000)]).toEqual([false, true, 99_999]);
  expect(countSelected(toggle(but, 'a'), 100_000)).toBe(100_000);
});

it('chooses a range, twice as well as once', () => {
  const range = marked(marked(nothing, ['a', 'b'], true), ['b', 'c'], true);

  expect(countSelected(range, 10)).toBe(3);
  expect(countSelected(marked(range, ['a', 'b', 'c'], false), 10)).toBe(0);
});
