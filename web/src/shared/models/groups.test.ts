import { expect, it } from 'vitest';
import type { Model } from '@/shared/api/types';
import { aTemplate } from '@/testing/builders';
import { firstCheckpoint, fittingTemplate, groupModels, matching } from './groups';

const model = (name: string, group: Model['group'] = 'base'): Model => ({ name, label: name, folder: null, group, engines: [] });

it('groups checkpoints by what they are, alphabetical inside, without empty groups', () => {
  expect(groupModels([model('zebra'), model('Alpha'), model('mix', 'merged')], 'checkpoints')).toMatchObject([
    { heading: 'Base models', models: [{ name: 'Alpha' }, { name: 'zebra' }] },
    { heading: 'Merged models', models: [{ name: 'mix' }] },
  ]);
});

it('groups other models by the folder they lie in', () => {
  const inFolder = (name: string, folder: string | null): Model => ({ ...model(name, 'lora'), folder });
  expect(groupModels([inFolder('ink', 'styles'), inFolder('face', null), inFolder('chalk', 'styles')], 'loras')).toMatchObject([
    { heading: 'Not in a folder', models: [{ name: 'face' }] },
    { heading: 'styles', models: [{ name: 'chalk' }, { name: 'ink' }] },
  ]);
});

it('finds by every word, in 5,000 at once', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => model(`sdxl/model-${n}.safetensors`));
  expect(matching(many, 'SDXL 4999')).toHaveLength(1);
  expect(matching(many, ' ')).toHaveLength(5_000);
});

it('begins with a checkpoint of the template’s family', () => {
  const models = [model('dreamshaper_8'), model('juggernautXL')];

  expect(firstCheckpoint(models, 'text_to_image_sdxl')).toBe('juggernautXL');
  expect(firstCheckpoint(models, 'text_to_image_sd15')).toBe('dreamshaper_8');
  expect(firstCheckpoint([model('only')], 'text_to_image_sdxl')).toBe('only');
  expect(firstCheckpoint([], 'text_to_image_sdxl')).toBeNull();
});

it('starts with the template that some checkpoint is made for', () => {
  const templates = [aTemplate('text_to_image_sdxl'), aTemplate('text_to_image_sd15')];

  expect(fittingTemplate(templates, [model('v1-5-pruned-emaonly')])?.id).toBe('text_to_image_sd15');
  expect(fittingTemplate(templates, [model('v1-5-pruned-emaonly'), model('sd_xl_base_1.0')])?.id).toBe('text_to_image_sdxl');
  expect(fittingTemplate(templates, [])?.id).toBe('text_to_image_sdxl');
});
