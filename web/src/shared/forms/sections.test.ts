import { expect, it } from 'vitest';
import { aSlot, aTemplate } from '@/testing/builders';
import { fieldKey, layoutForm, negativeSlot, promptSlot } from './sections';
import { usefulRange } from './fields/usefulRange';

const template = {
  ...aTemplate(),
  groups: [
    { name: 'size', label: 'Size', advanced: false },
    { name: 'extra', label: 'Extra', advanced: true },
  ],
  slots: [
    aSlot({ name: 'prompt', type: 'prompt' }),
    aSlot({ name: 'negative', type: 'text' }),
    aSlot({ name: 'checkpoint', type: 'model' }),
    aSlot({ name: 'height', type: 'integer', group: 'size' }),
    aSlot({ name: 'width', type: 'integer', group: 'size' }),
    aSlot({ name: 'sampler', type: 'choice', advanced: true }),
    aSlot({ name: 'clip_skip', type: 'integer', group: 'extra' }),
    aSlot({ name: 'odd', type: 'boolean', group: 'no such group' }),
  ],
};

it('keeps the words apart, stands the rest in its groups and puts what few need behind a click', () => {
  const { sections, advanced } = layoutForm(template);
  const shape = (some: typeof sections) => some.map(({ label, fields }) => [label, fields.map(fieldKey)]);

  expect(promptSlot(template)?.name).toBe('prompt');
  expect(negativeSlot(template)?.name).toBe('negative');
  expect(shape(sections)).toEqual([[null, ['checkpoint', 'odd']], ['Size', ['width+height']]]);
  expect(shape(advanced)).toEqual([[null, ['sampler']], ['Extra', ['clip_skip']]]);
});

it('has a slider where a hand can choose from the range', () => {
  expect(usefulRange(aSlot({ name: 'steps', type: 'integer', min: 1, max: 150, step: 1 }))).toEqual({ min: 1, max: 60, step: 1 });
  expect(usefulRange(aSlot({ name: 'denoise', type: 'float', min: 0, max: 1 }))).toEqual({ min: 0, max: 1, step: 0.01 });
  expect(usefulRange(aSlot({ name: 'start_at', type: 'integer', min: 0, max: 10_000 }))).toBeNull();
  expect(usefulRange(aSlot({ name: 'offset', type: 'float' }))).toBeNull();
});
