import { describe, expect, it } from 'vitest';
import { anImage, aTemplate } from '@/testing/builders';
import { nothingSaved, openSettings, saveSettings, settingsOf, toRequest, withTemplate } from './settings';
import { validate } from './validate';
import { shortTitles } from './shortTitles';

const templates = [aTemplate(), aTemplate('text_to_image_sd15', 512)];
const fresh = () => ({ ...openSettings(nothingSaved, templates), prompt: 'a fox', checkpoint: 'x.safetensors' });

describe('settings', () => {
  it('start with the first template’s own values', () => {
    expect(openSettings(nothingSaved, templates)).toMatchObject({ template: 'text_to_image_sdxl', width: 1024, steps: 20, cfg: 7, count: 1, seed: null });
  });

  it('are remembered per template, words for all', () => {
    const saved = saveSettings(nothingSaved, { ...fresh(), width: 1344 });

    expect(openSettings({ ...saved, template: 'text_to_image_sd15' }, templates)).toMatchObject({ prompt: 'a fox', width: 512 });
    expect(openSettings(saved, templates)).toMatchObject({ prompt: 'a fox', width: 1344 });
  });

  it('become a request with −1 for an open seed', () => {
    expect(toRequest({ ...fresh(), prompt: '  a fox ', count: 3 })).toMatchObject({ count: 3, slots: { prompt: 'a fox', seed: -1 } });
  });

  it('come back from an image, as far as it knows them', () => {
    expect(settingsOf(anImage({ template: 'unknown', seed: 5, sampler: null }), templates)).toEqual({
      prompt: 'a lighthouse',
      checkpoint: 'sdxl/juggernaut.safetensors',
      width: 1024,
      height: 1024,
      steps: 20,
      cfg: 7,
      scheduler: 'normal',
      seed: 5,
    });
  });
});

it('what was asked for before the templates came means the first of them', () => {
  const early = { ...openSettings(nothingSaved, []), prompt: 'a fox' };

  const request = toRequest(withTemplate(early, templates));

  expect(request.template).toBe('text_to_image_sdxl');
  expect(request.slots).toMatchObject({ prompt: 'a fox', width: 1024 });
  expect(request.slots).not.toHaveProperty('checkpoint');
});

describe('validate', () => {
  const check = (patch: object) => validate({ ...fresh(), ...patch }, templates[0]);

  it('accepts what the form starts with', () => expect(check({})).toEqual({}));

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
    ['count', { count: 0 }],
    ['count', { count: 21 }],
  ])('refuses at %s: %j', (path, patch) => expect(Object.keys(check(patch))).toEqual([path]));

  it.each([{ steps: 1 }, { steps: 150 }, { cfg: 1 }, { cfg: 30 }, { width: 512, height: 2048 }, { seed: 0 }, { count: 20 }])('accepts the edge %j', patch =>
    expect(check(patch)).toEqual({}),
  );
});

it('short titles leave out what all titles begin with', () => {
  expect(shortTitles(['Text to image · SDXL', 'Text to image · SD 1.5'])).toEqual(['SDXL', 'SD 1.5']);
  expect(shortTitles(['SDXL', 'SD 1.5'])).toEqual(['SDXL', 'SD 1.5']);
  expect(shortTitles(['Text to image'])).toEqual(['Text to image']);
});
