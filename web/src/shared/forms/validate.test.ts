import { describe, expect, it } from 'vitest';
import type { SlotValues } from '@/shared/api/types';
import { aSlot, aTemplate } from '@/testing/builders';
import { countError, errorOf, isAbout, slotError, validateSlots } from './validate';
import { fillValues } from './values';

const template = aTemplate();
const check = (patch: SlotValues) => validateSlots(template, { ...fillValues(template, { prompt: 'a fox' }), ...patch });

describe('a form', () => {
  it('accepts what it starts with', () => expect(check({})).toEqual({}));

  it.each([
    ['slots.prompt', { prompt: '   ' }],
    ['slots.prompt', { prompt: 'x'.repeat(20_001) }],
    ['slots.steps', { steps: 0 }],
    ['slots.steps', { steps: 151 }],
    ['slots.steps', { steps: 7.5 }],
    ['slots.cfg', { cfg: 0.5 }],
    ['slots.cfg', { cfg: 30.5 }],
    ['slots.width', { width: 504 }],
    ['slots.width', { width: 1001 }],
    ['slots.height', { height: null }],
    ['slots.height', { height: 2056 }],
    ['slots.seed', { seed: -5 }],
    ['slots.seed', { seed: 2 ** 60 }],
  ])('refuses at %s: %j', (path, patch) => expect(Object.keys(check(patch))).toEqual([path]));

  it.each([{ steps: 1 }, { steps: 150 }, { cfg: 1 }, { cfg: 30 }, { width: 512, height: 2048 }, { seed: 0 }])('accepts the edge %j', patch =>
    expect(check(patch)).toEqual({}),
  );

  it.each([0, 21, null, 1.5])('refuses %s images', count => expect(countError(count)).toHaveProperty('count'));
  it('makes up to 20 images', () => expect(countError(20)).toEqual({}));

  it('asks nothing of a field that is not there', () => {
    const hidden = aTemplate();
    hidden.slots.push(aSlot({ name: 'scale', type: 'float', min: 1, max: 4, visibleWhen: { slot: 'hires', is: true } }), aSlot({ name: 'hires', type: 'boolean' }));

    expect(validateSlots(hidden, { ...fillValues(hidden, { prompt: 'a fox' }), scale: 9 })).toEqual({});
    expect(validateSlots(hidden, { ...fillValues(hidden, { prompt: 'a fox', hires: true }), scale: 9 })).toHaveProperty(['slots.scale']);
  });
});

it.each([
  ['image', null, 'Picture needs a picture.'],
  ['mask', null, 'Picture: paint what should change.'],
  ['choice', null, 'Picture needs a choice.'],
  ['size', { width: 513, height: 512 }, 'Width must be a multiple of 8.'],
  ['size', { width: 512, height: 512 }, null],
  ['model', null, null],
] as const)('says of a %s that is %j: %s', (type, value, sentence) => {
  expect(slotError(aSlot({ name: 'picture', label: 'Picture', type, step: 8, min: 64, max: 2048 }), value)).toBe(sentence);
});

it('finds what the server said of a part of a field', () => {
  expect(errorOf({ 'slots.loras[1].strength': 'Too strong.' }, 'loras')).toBe('Too strong.');
  expect(errorOf({ 'slots.steps2': 'No.' }, 'steps')).toBeUndefined();
  expect(isAbout('slots.size.width', 'slots.size')).toBe(true);
});
