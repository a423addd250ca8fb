import { expect, it } from 'vitest';
import { drawWords } from './draws';

it('says what each seed draws', () => {
  expect(drawWords('a fox')).toBeNull();
  expect(drawWords('a {red|blue|green} fox by __artist__')).toBe('Drawn with each seed: one of 3, a line of “artist”.');
  expect(drawWords('{a|b}{a|b}{a|b}{a|b}')).toContain('and 1 more');
});
