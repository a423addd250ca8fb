import { expect, it } from 'vitest';
import { modeWords } from './EngineMode';
import { foreignWords } from './foreignWords';

it('says whose prompts an engine has besides ours', () => {
  expect(foreignWords([])).toBeNull();
  expect(foreignWords([{ promptId: 'a', running: true }])).toBe('1 other prompt, not from the studio, runs now.');
  expect(foreignWords([{ promptId: 'a', running: false }])).toBe('1 other prompt, not from the studio.');
  expect(foreignWords([{ promptId: 'a', running: true }, { promptId: 'b', running: false }])).toBe(
    '2 other prompts, not from the studio; one of them runs now.',
  );
});

it('tells draining from drained', () => {
  expect(modeWords({ mode: 'active', jobs: ['a'], foreign: [] })).toBeNull();
  expect(modeWords({ mode: 'paused', jobs: [], foreign: [] })?.label).toBe('Paused');
  expect(modeWords({ mode: 'draining', jobs: ['a'], foreign: [] })?.label).toBe('Draining');
  expect(modeWords({ mode: 'draining', jobs: [], foreign: [] })?.label).toBe('Drained');
  expect(modeWords({ mode: 'draining', jobs: [], foreign: [{ promptId: 'a', running: true }] })?.meaning).toMatch(/work of others/);
});
