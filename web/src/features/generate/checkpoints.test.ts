import { expect, it } from 'vitest';
import type { Model } from '@/shared/api/types';
import { aTemplate } from '@/testing/builders';
import { firstCheckpoint, fittingTemplate, groupCheckpoints } from './checkpoints';

const model = (name: string, group: Model['group'] = 'base'): Model => ({ name, label: name, folder: null, group, engines: [] });

it('groups with counts, alphabetical inside, without empty groups', () => {
  expect(groupCheckpoints([model('zebra'), model('Alpha'), model('mix', 'merged')])).toMatchObject([
    { group: 'Base models · 2', items: [{ value: 'Alpha' }, { value: 'zebra' }] },
    { group: 'Merged models · 1', items: [{ value: 'mix' }] },
  ]);
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
