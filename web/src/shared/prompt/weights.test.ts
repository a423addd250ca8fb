import { expect, it } from 'vitest';
import { weigh } from './weights';

const select = (text: string, words: string) => [text.indexOf(words), text.indexOf(words) + words.length] as const;
const press = (text: string, words: string, direction: 1 | -1) => weigh(text, ...select(text, words), direction);

it('weighs the selection, and again, and back to none', () => {
  const once = press('a red fox', 'red', 1);
  expect(once).toEqual({ text: 'a (red:1.05) fox', start: 2, end: 12 });
  const twice = weigh(once?.text ?? '', once?.start ?? 0, once?.end ?? 0, 1);
  expect(twice?.text).toBe('a (red:1.1) fox');
  const back = weigh(once?.text ?? '', once?.start ?? 0, once?.end ?? 0, -1);
  expect(back).toEqual({ text: 'a red fox', start: 2, end: 5 });
});

it('means the word at the caret when nothing is selected, and the brackets it is in', () => {
  expect(weigh('a red fox', 4, 4, -1)?.text).toBe('a (red:0.95) fox');
  expect(weigh('a (red:1.05) fox', 4, 4, 1)?.text).toBe('a (red:1.1) fox');
  expect(press('a (very red:1.2) fox', 'very red', 1)?.text).toBe('a (very red:1.25) fox');
});

it('leaves spaces outside, other brackets alone, and nothing as it is', () => {
  expect(press('a red fox', ' red ', 1)?.text).toBe('a (red:1.05) fox');
  expect(press('(a:1.2) red (b:1.3)', 'red', 1)?.text).toBe('(a:1.2) (red:1.05) (b:1.3)');
  expect(weigh('   ', 1, 1, 1)).toBeNull();
  expect(press('a (red:2) fox', 'red', 1)).toBeNull();
});
