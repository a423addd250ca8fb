import { expect, it } from 'vitest';
import { aSlot, aTemplate } from '@/testing/builders';
import { outdatedMasks } from './outdatedMasks';

const template = { ...aTemplate(), slots: [aSlot({ name: 'image', type: 'image' }), aSlot({ name: 'mask', type: 'mask' })] };

it('names the mask of a picture that is replaced or taken away', () => {
  const values = { image: 'a', mask: 'm' };

  expect(outdatedMasks(template, values, { image: 'b' })).toEqual({ mask: 'm' });
  expect(outdatedMasks(template, values, { image: null })).toEqual({ mask: 'm' });
});

it('leaves a mask alone that came with its picture, or before any', () => {
  expect(outdatedMasks(template, { image: 'a', mask: 'm' }, { image: 'b', mask: 'n' })).toEqual({});
  expect(outdatedMasks(template, { image: null, mask: 'm' }, { image: 'b' })).toEqual({});
  expect(outdatedMasks(template, { image: 'a', mask: 'm' }, { steps: 5 })).toEqual({});
});
