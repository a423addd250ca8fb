import { expect, it } from 'vitest';
import { differenceWords } from './difference';

const words = (differing: number | null, largest: number | null = null) => differenceWords({ identical: false, hash: 'a', fromHash: 'b', differing, largest });

it('says how far two images differ, and rounds nothing away', () => {
  expect(differenceWords({ identical: true, hash: 'a', fromHash: 'a', differing: 0, largest: 0 })).toBe('Pixel for pixel the same.');
  expect(words(0.1234, 3)).toBe('12.3 % of the pixels differ, by 3 of 255 at most.');
  expect(words(0.000_001)).toBe('under 0.01 % of the pixels differ.');
  expect(words(0.9999)).toBe('over 99.9 % of the pixels differ.');
  expect(words(1)).toBe('100 % of the pixels differ.');
  expect(words(null)).toMatch(/cannot be laid over/);
});
