import { describe, expect, it } from 'vitest';
import type { Template } from '@/shared/api/types';
import type { Made } from '@/shared/forms/settings';
import { aSlot, aTemplate } from '@/testing/builders';
import { someModels } from '@/testing/studio';
import { meantChoice, meantModel, splitSampler, withoutLoraTags } from './names';
import { isTold, restore } from './restore';

const sdxl: Template = { ...aTemplate(), slots: [...aTemplate().slots, aSlot({ name: 'loras', label: 'LoRAs', type: 'loras', default: [], choicesFrom: 'loras' })] };
const flux: Template = {
  ...aTemplate('flux'),
  title: 'Flux',
  slots: [
    aSlot({ name: 'prompt', label: 'Prompt', type: 'prompt' }),
    aSlot({ name: 'model', label: 'Model', type: 'model', choicesFrom: 'diffusion_models' }),
    aSlot({ name: 'guidance', label: 'Guidance', type: 'float' }),
    aSlot({ name: 'seed', label: 'Seed', type: 'seed' }),
  ],
};
const upscale: Template = { ...aTemplate('upscale'), title: 'Upscale', slots: [aSlot({ name: 'image', type: 'image' })] };
const templates = [sdxl, flux, upscale];
const model = (name: string) => ({ name, label: name, folder: null, group: 'base' as const, engines: ['a'] });
const models = { ...someModels, samplers: ['euler', 'euler_ancestral', 'dpmpp_2m'], loras: [model('style/ink.safetensors')], folders: { diffusion_models: [model('flux1-dev.safetensors')], loras: [model('style/ink.safetensors')], checkpoints: someModels.checkpoints } };

const foreign: Made = {
  prompt: 'a red fox <lora:ink:0.6>, snow', negative: 'blurry', model: 'JuggernautXL', loras: [{ name: 'ink', strength: 0.6 }], seed: 7, steps: 28, cfg: 5.5,
  sampler: 'DPM++ 2M', scheduler: 'Karras', denoise: null, width: 832, height: 1216, template: null, slots: null, source: 'a1111',
};

describe('an image of another tool', () => {
  it('comes back under the names that the engines use', () => {
    expect(restore(foreign, templates, sdxl.id, models)).toEqual({
      losses: [],
      patch: {
        values: {
          prompt: 'a red fox, snow', negative: 'blurry', checkpoint: 'juggernautXL.safetensors', loras: [{ name: 'style/ink.safetensors', strength: 0.6 }],
          seed: 7, steps: 28, cfg: 5.5, sampler: 'dpmpp_2m', scheduler: 'karras', width: 832, height: 1216,
        },
      },
    });
  });

  it('keeps every digit of a seed', () => {
    const { patch, losses } = restore({ ...foreign, seed: '18446744073709551615' }, templates, sdxl.id, models);

    expect(patch.values?.seed).toBe('18446744073709551615');
    expect(losses.map(({ what }) => what)).not.toContain('Seed');
  });

  it('names what is not there, and leaves those fields alone', () => {
    const { patch, losses } = restore({ ...foreign, model: 'dream_v8', sampler: 'Restart', loras: [{ name: 'mist', strength: 1 }], seed: '18446744073709551616' }, templates, sdxl.id, models);

    expect(losses).toEqual([
      { what: 'Checkpoint', why: 'No engine has “dream_v8”.' },
      { what: 'Sampler', why: 'No engine knows “Restart”.' },
      { what: 'Seed', why: 'No engine takes 18446744073709551616.' },
      { what: 'LoRA mist', why: 'No engine has it.' },
    ]);
    expect(Object.keys(patch.values ?? {})).not.toContain('checkpoint');
    expect(patch.values).toMatchObject({ loras: [], scheduler: 'karras' });
  });

  it('says what it does not tell', () => {
    expect(restore({ ...foreign, model: null, seed: null }, templates, sdxl.id, models).losses).toEqual([{ what: 'Model, Seed', why: 'The image does not tell.' }]);
  });

  it('opens the template that has its model', () => {
    const { patch, losses } = restore({ ...foreign, model: 'flux1-dev', loras: [] }, templates, sdxl.id, models);

    expect(patch).toMatchObject({ template: 'flux', values: { model: 'flux1-dev.safetensors', guidance: 5.5, seed: 7 } });
    expect(losses.map(({ what }) => what)).toEqual(['Negative prompt', 'Steps', 'Sampler', 'Scheduler']);
    expect(losses[0]?.why).toBe('“Flux” has no field for it.');
  });

  it('leaves a template without a prompt for one that has one', () => {
    expect(restore({ ...foreign, model: null }, templates, upscale.id, models).patch.template).toBe(sdxl.id);
  });

  it('takes whole file names on trust while no engine tells what it has', () => {
    const away = { ...someModels, reachable: false, checkpoints: [], samplers: [], schedulers: [] };

    expect(restore({ ...foreign, model: 'a/b.safetensors', loras: [] }, templates, sdxl.id, away).patch.values).toMatchObject({ checkpoint: 'a/b.safetensors' });
    expect(restore({ ...foreign, loras: [] }, templates, sdxl.id, away).losses).toEqual([{ what: 'Checkpoint', why: 'No engine has “JuggernautXL”.' }]);
  });
});

describe('an image of the studio', () => {
  const own: Made = { ...foreign, source: 'studio', template: sdxl.id, slots: { prompt: 'a fox <lora:x:1>', checkpoint: 'dreamshaper.safetensors', steps: 31, seed: 9, tiling: true } };

  it('comes back by its slots, in its template', () => {
    const { patch } = restore(own, templates, flux.id, models);

    expect(patch).toMatchObject({ template: sdxl.id, values: { prompt: 'a fox <lora:x:1>', checkpoint: 'dreamshaper.safetensors', steps: 31, seed: 9 } });
  });

  it('names the fields that are gone, and the template', () => {
    expect(restore(own, templates, sdxl.id, models).losses).toEqual([{ what: 'tiling', why: '“SDXL” has no such field any more.' }]);
    expect(restore({ ...own, template: 'gone' }, templates, sdxl.id, models).losses[0]).toEqual({
      what: 'Template',
      why: '“gone” is not here any more; its values are in “SDXL” as far as they fit.',
    });
  });
});

it('knows the names that tools have for the same', () => {
  const samplers = ['euler', 'euler_ancestral', 'dpm_2_ancestral', 'dpmpp_2s_ancestral', 'dpmpp_2m_sde', 'uni_pc'];

  expect(['Euler a', 'k_euler_ancestral', 'euler_a', 'DPM2 a', 'DPM++ 2S a', 'DPM++ 2M SDE', 'UniPC', 'PLMS'].map(name => meantChoice(samplers, name))).toEqual([
    'euler_ancestral', 'euler_ancestral', 'euler_ancestral', 'dpm_2_ancestral', 'dpmpp_2s_ancestral', 'dpmpp_2m_sde', 'uni_pc', undefined,
  ]);
  expect(splitSampler('dpmpp_2m_k', null)).toEqual({ sampler: 'dpmpp_2m', scheduler: 'karras' });
  expect(meantModel([{ name: 'sdxl\\Dream.safetensors' }], 'sdxl/dream.safetensors')).toBeDefined();
  expect(withoutLoraTags('<lora:a:1>, a fox, <lyco:b:0.5>, snow <lora:c>')).toBe('a fox, snow');
});

it('knows when nothing is told', () => {
  expect(isTold({ ...foreign, prompt: null, model: null, seed: null, steps: null, sampler: null })).toBe(false);
  expect(isTold(foreign)).toBe(true);
});
