import { expect, it } from 'vitest';
import { parseSeed, rollSeed } from './seed';

it('takes −1 and nothing for "a new one each time"', () => {
  expect([parseSeed(''), parseSeed('-1'), parseSeed(-1), parseSeed('abc')]).toEqual([null, null, null, null]);
  expect([parseSeed('0'), parseSeed(42)]).toEqual([0, 42]);
});

it('rolls whole numbers that survive JSON', () => {
  for (let n = 0; n < 50; n++) {
    const seed = rollSeed();
    expect(Number.isSafeInteger(seed) && seed >= 0).toBe(true);
  }
});
