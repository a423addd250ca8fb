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

it('takes tables by semicolons, and further rows as the table is written', () => {
  expect(splitRows('prompt;steps\na fox, red;20', 'csv')).toEqual([['prompt', 'steps'], ['a fox, red', '20']]);
  expect(splitRows('a fox, red;20', 'csv', 'prompt;steps\nan owl;10')).toEqual([['a fox, red', '20']]);
  expect(splitRows('a fox; red, 20', 'csv')).toEqual([['a fox; red', '20']]);
});
