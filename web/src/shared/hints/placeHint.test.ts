import { expect, it } from 'vitest';
import { placeHint } from './placeHint';

const window = { width: 400, height: 300 };
const hint = { width: 100, height: 20 };

it('stands above the middle of what it explains', () => {
  expect(placeHint({ left: 180, top: 100, width: 40, height: 40 }, hint, window)).toEqual({ x: 150, y: 74 });
});

it('stands below where there is no room above', () => {
  expect(placeHint({ left: 180, top: 4, width: 40, height: 40 }, hint, window)).toEqual({ x: 150, y: 50 });
});

it('stays inside the window', () => {
  expect(placeHint({ left: 380, top: 100, width: 20, height: 20 }, hint, window).x).toBe(292);
  expect(placeHint({ left: 0, top: 100, width: 20, height: 20 }, hint, window).x).toBe(8);
});
