import { expect, it } from 'vitest';
import { parseTags } from './tags';

it('reads tags between commas, none twice and none too long', () => {
  expect(parseTags(' red  fox, snow ,, red fox')).toEqual(['red fox', 'snow']);
  expect(parseTags('a'.repeat(80))[0]).toHaveLength(50);
  expect(parseTags(' , ')).toEqual([]);
});
