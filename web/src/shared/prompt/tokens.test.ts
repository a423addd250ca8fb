import { expect, it } from 'vitest';
import { countTokens, secondPart } from './tokens';

it('counts about what a text encoder does', () => {
  expect(countTokens('')).toBe(0);
  expect(countTokens('a red fox, snow')).toBe(5);
  expect(countTokens('a (red:1.2) fox')).toBe(3);
  expect(countTokens('85 mm')).toBe(3);
});

it('tells where the second part begins', () => {
  const first = Array.from({ length: 75 }, () => 'fox').join(' ');
  expect(secondPart(first, 75)).toBeNull();
  expect(secondPart(`${first} gulls in the wind above`, 75)).toBe('gulls in the wind');
});
