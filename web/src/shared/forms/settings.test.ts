import { describe, expect, it } from 'vitest';
import { aJob, anImage, aTemplate } from '@/testing/builders';
import { meantBy, nothingSaved, openSettings, patchOfImage, readSaved, resetPatch, saveSettings, shareLink, templateFor, toRequest } from './settings';

const [sdxl, sd15] = [aTemplate(), aTemplate('text_to_image_sd15', 512)] as const;
const templates = [sdxl, sd15];
const open = (saved = nothingSaved) => openSettings(saved, templates);
const save = (saved: typeof nothingSaved, values: object) => saveSettings(saved, sdxl.id, { values: { ...values } });

describe('settings', () => {
  it('start with the first template’s own values', () => {
    expect(open()).toMatchObject({ template: 'text_to_image_sdxl', count: 1, values: { width: 1024, steps: 20, cfg: 7, seed: null, prompt: '' } });
  });

  it('are remembered per template, words for all', () => {
    const saved = save(nothingSaved, { prompt: 'a fox', width: 1344 });

    expect(open({ ...saved, template: 'text_to_image_sd15' }).values).toMatchObject({ prompt: 'a fox', width: 512 });
    expect(open(saved).values).toMatchObject({ prompt: 'a fox', width: 1344 });
  });

  it('go back to the defaults, all but the words', () => {
    const saved = save(save(nothingSaved, { prompt: 'a fox', steps: 50 }), resetPatch(sdxl).values ?? {});

    expect(open(saved).values).toMatchObject({ prompt: 'a fox', steps: 20 });
  });

  it('become a request with −1 for an open seed and without what the API knows better', () => {
    const settings = { ...open(save(nothingSaved, { prompt: '  a fox ' })), count: 3 };

    const request = toRequest(settings, sdxl);

    expect(request).toMatchObject({ template: 'text_to_image_sdxl', count: 3, slots: { prompt: 'a fox', seed: -1, width: 1024 } });
    expect(request.slots).not.toHaveProperty('checkpoint');
  });

  it('come back from an image, as far as it knows them', () => {
    expect(patchOfImage(anImage({ template: 'unknown', seed: 5, sampler: null, slots: { steps: 31 } }), templates, sdxl.id)).toEqual({
      values: { prompt: 'a lighthouse', checkpoint: 'sdxl/juggernaut.safetensors', width: 1024, height: 1024, steps: 31, cfg: 7, scheduler: 'normal', seed: 5 },
    });
    expect(patchOfImage(anImage({ template: sd15.id }), templates, sdxl.id)).toMatchObject({ template: sd15.id });
  });

  it('what was asked for before the templates came means the first of them', () => {
    const early = openSettings(saveSettings(nothingSaved, '', { values: { prompt: 'a fox' } }), []);

    expect(templateFor(early, templates)).toBe(sdxl);
    expect(toRequest(early, sdxl).slots).toMatchObject({ prompt: 'a fox', width: 1024 });
  });

  it('that were kept by an earlier version are still there', () => {
    const earlier = { template: sd15.id, prompt: 'a fox', negative: '', count: 2, seed: 7, families: { [sd15.id]: { steps: 33 } } };

    expect(open(readSaved(JSON.stringify(earlier)))).toMatchObject({ template: sd15.id, count: 2, values: { prompt: 'a fox', seed: 7, steps: 33 } });
    expect(readSaved('not json')).toBe(nothingSaved);
  });

  it('fit into an address: only what differs from the defaults', () => {
    const link = new URL(shareLink(open(save(nothingSaved, { prompt: 'a fox', steps: 31 })), sdxl, 'http://studio'));

    expect(link.searchParams.get('template')).toBe(sdxl.id);
    expect(JSON.parse(link.searchParams.get('values') ?? '')).toEqual({ prompt: 'a fox', steps: 31 });
  });

  it('of a draft are what it is a draft of, with the words and the seed that made it', () => {
    const job = aJob({ draft: true, slots: { prompt: 'a red fox', steps: 8, width: 512, height: 512, seed: 7 }, asked: { prompt: 'a {red|blue} fox', steps: 30, width: 1024, height: 1024 } });

    expect(meantBy(job, templates)).toMatchObject({ count: 1, style: null, values: { prompt: 'a red fox', steps: 30, width: 1024, seed: 7 } });
    expect(meantBy({ ...job, draft: false }, templates)).toBeNull();
  });

  it('name the style only when there is one', () => {
    const styled = saveSettings(nothingSaved, sdxl.id, { style: 'Film' });

    expect(toRequest(open(styled), sdxl).style).toBe('Film');
    expect(toRequest(open(), sdxl)).not.toHaveProperty('style');
  });
});
