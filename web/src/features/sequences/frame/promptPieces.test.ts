import { expect, it } from 'vitest';
import { marked, pieces } from './promptPieces';

const prompt = 'ink drawing, grey-haired woman, she climbs';
const parts = [
  { kind: 'style' as const, text: 'ink drawing', at: 0 },
  { kind: 'person' as const, text: 'grey-haired woman', at: 13 },
  { kind: 'action' as const, text: 'she climbs', at: 32 },
];

it('cuts the prompt into its parts and what stands between them', () => {
  const found = pieces({ prompt, parts, cutAt: null });

  expect(found.map(({ text }) => text).join('')).toBe(prompt);
  expect(found.map(({ kind }) => kind)).toEqual(['style', null, 'person', null, 'action']);
});

it('strikes out what the encoder does not read, also inside a part', () => {
  const found = pieces({ prompt, parts, cutAt: 36 });

  expect(found.filter(({ isCut }) => isCut)).toEqual([{ text: 'climbs', kind: 'action', isCut: true }]);
});

it('marks the words that are new against the frame before', () => {
  expect(marked(['climbs'])('she climbs, slowly').filter(({ isNew }) => isNew)).toEqual([{ text: 'climbs', isNew: true }]);
});
