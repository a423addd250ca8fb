import { expect, it } from 'vitest';
import { parseExact } from './exactJson';

it('keeps the digits of whole numbers that JavaScript would round, and of those alone', () => {
  expect(parseExact('{"seed":18446744073709551615,"seeds":[9007199254740992,-9007199254740993,9007199254740991]}')).toEqual({
    seed: '18446744073709551615',
    seeds: ['9007199254740992', '-9007199254740993', 9007199254740991],
  });
});

it('leaves everything else as it is', () => {
  const all = { text: 'a "18446744073709551615" \\ 18446744073709551615', small: 0.1234567890123456, large: 1.5e300, few: [1, -2, null, true], '9007199254740993': {} };

  expect(parseExact(JSON.stringify(all))).toEqual(all);
  expect(parseExact('12345678901234567e2')).toBe(Number('12345678901234567e2'));
  expect(() => parseExact('{"a":')).toThrow(SyntaxError);
});

it('takes long texts in its stride', () => {
  const long = { text: 'x'.repeat(2_000_000) + '\\"'.repeat(200_000), seed: '12345678901234567890' };

  expect(parseExact(JSON.stringify(long).replace('"12345678901234567890"', '12345678901234567890'))).toEqual(long);
});
