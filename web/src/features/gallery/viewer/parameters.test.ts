import { expect, it } from 'vitest';
import { anImage } from '@/testing/builders';
import { differences, parametersText } from './parameters';

it('writes what made an image, and nothing that nobody knows', () => {
  expect(parametersText({ ...anImage({ prompt: 'a fox', negative: 'blurry', seed: 7, scheduler: null }), loras: [{ name: 'x/ink.safetensors', strength: 0.8 }] })).toBe(
    'a fox\nNegative prompt: blurry\nCheckpoint: sdxl/juggernaut.safetensors, LoRA: ink 0.8, Seed: 7, Steps: 20, CFG: 7, Sampler: euler, Size: 1024x1024, Template: text_to_image_sdxl',
  );
});

it('puts what differs first', () => {
  const rows = differences([anImage({ seed: 1 }), anImage({ seed: 2, sampler: null })]);

  expect(rows.filter(row => !row.isAlike)).toEqual([
    { name: 'Seed', values: ['1', '2'], isAlike: false },
    { name: 'Sampler', values: ['euler', null], isAlike: false },
  ]);
  expect(rows[0]?.isAlike).toBe(false);
});
