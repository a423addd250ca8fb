import { expect, it } from 'vitest';
import { isSeed, parseSeed, rollSeed } from './seed';

it('takes −1 and nothing for "a new one each time"', () => {
  expect([parseSeed(''), parseSeed('-1'), parseSeed(-1), parseSeed('abc')]).toEqual([null, null, null, null]);
  expect([parseSeed('0'), parseSeed(42)]).toEqual([0, 42]);
});

it('keeps the digits that a number would lose', () => {
  expect([parseSeed('9007199254740991'), parseSeed('9007199254740993'), parseSeed('0018446744073709551615')]).toEqual([9007199254740991, '9007199254740993', '18446744073709551615']);
  expect(['18446744073709551615', '18446744073709551616', 2 ** 53, -1, 1.5, 'fox', null].map(isSeed)).toEqual([true, false, false, false, false, false, false]);
});

it('rolls whole numbers that survive JSON', () => {
  for (let n = 0; n < 50; n++) {
    const seed = rollSeed();
    expect(Number.isSafeInteger(seed) && seed >= 0).toBe(true);
  }
});
