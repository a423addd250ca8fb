import { expect, it } from 'vitest';
import { splitRows } from './splitRows';

it('takes lines for prompts, commas and all', () => {
  expect(splitRows('a fox, running\n\n a pier \n', 'lines')).toEqual([['a fox, running'], ['a pier']]);
  expect(splitRows('a fox, running\na pier', 'auto')).toEqual([['a fox, running'], ['a pier']]);
});

it('takes tables by tabs, by commas, and by quotes that hold them', () => {
  expect(splitRows('a fox\t20\r\na pier\t30', 'auto')).toEqual([['a fox', '20'], ['a pier', '30']]);
  expect(splitRows('"a fox, ""red""",20\n"a pier\nat dusk",30', 'csv')).toEqual([['a fox, "red"', '20'], ['a pier\nat dusk', '30']]);
  expect(splitRows('a fox,20\na pier,30', 'auto')).toEqual([['a fox', '20'], ['a pier', '30']]);
});
