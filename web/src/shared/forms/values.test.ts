import { expect, it } from 'vitest';
import { aSlot, aTemplate } from '@/testing/builders';
import { fillValues, isVisible, requestSlots, takeValues } from './values';

const template = {
  ...aTemplate(),
  slots: [
    aSlot({ name: 'prompt', type: 'prompt' }),
    aSlot({ name: 'seed', type: 'seed', default: -1 }),
    aSlot({ name: 'loras', type: 'loras', required: false }),
    aSlot({ name: 'hires', type: 'boolean', default: false }),
    aSlot({ name: 'scale', type: 'float', default: 2, visibleWhen: { slot: 'hires', is: true } }),
    aSlot({ name: 'sharpen', type: 'boolean', visibleWhen: { slot: 'scale', is: 2 } }),
    aSlot({ name: 'vae', type: 'model', choicesFrom: 'vae', required: false, optional: true }),
    aSlot({ name: 'tiling', type: 'boolean', visibleWhen: { slot: 'vae', isNot: null } }),
    aSlot({ name: 'style', type: 'choice', default: 'ink', required: false, optional: true, choices: ['ink', 'oil'] }),
  ],
};
const slot = (name: string) => template.slots.find(known => known.name === name) ?? aSlot({ name, type: 'text' });

it('fills every slot, and lets nothing of another kind in', () => {
  expect(fillValues(template, { prompt: 7, hires: true })).toEqual({
    prompt: '', seed: null, loras: [], hires: true, scale: 2, sharpen: false, vae: null, tiling: false, style: 'ink',
  });
});

it('shows a field while its condition holds, and the condition’s own', () => {
  const values = fillValues(template, {});
  expect(isVisible(slot('scale'), template, values)).toBe(false);
  expect(isVisible(slot('sharpen'), template, values)).toBe(false);
  expect(isVisible(slot('sharpen'), template, { ...values, hires: true })).toBe(true);
  expect(isVisible(slot('tiling'), template, values)).toBe(false);
  expect(isVisible(slot('tiling'), template, { ...values, vae: 'x.safetensors' })).toBe(true);
});

it('sends what is there: an open seed as −1, "none" only where it is not the default anyway', () => {
  expect(requestSlots(template, { ...fillValues(template, { prompt: ' a fox ' }), style: null })).toEqual({
    prompt: 'a fox', seed: -1, loras: [], hires: false, style: null,
  });
});

it('takes over what it has a field for', () => {
  expect(takeValues(template, { prompt: 'a fox', seed: -1, unknown: 1, hires: 'yes', scale: 3 })).toEqual({ prompt: 'a fox', seed: null, scale: 3 });
});
