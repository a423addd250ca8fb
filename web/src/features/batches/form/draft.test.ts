import { describe, expect, it } from 'vitest';
import { fillValues } from '@/shared/forms/values';
import { aSlot, aTemplate } from '@/testing/builders';
import { axesOf, imagesOf, newAxis, newDraft, readDraft, takenSlots, toBatchRequest, type AxisDraft, type BatchDraft } from './draft';
import { parseValues, rangeValues } from './values';

const template = aTemplate();
const settings = { template: template.id, count: 1, style: null, values: fillValues(template, { prompt: 'a pier', seed: 7 }) };
const slot = (name: string) => template.slots.find(known => known.name === name) ?? aSlot({ name, type: 'text' });
const axis = (name: string, patch: Partial<AxisDraft>): AxisDraft => ({ ...newAxis(slot(name)), ...patch });
const draft = (patch: Partial<BatchDraft>): BatchDraft => ({ ...newDraft(), ...patch });

describe('a batch that is asked for', () => {
  it('FUN_BATCH_GEN_002_003 is five images with random seeds before anybody changes that', () => {
    const { seeds, slots, ...rest } = toBatchRequest(newDraft(), settings, template);

    expect(seeds).toEqual({ count: 5, random: true });
    expect(slots).toMatchObject({ prompt: 'a pier', steps: 20 });
    expect(slots).not.toHaveProperty('seed');
    expect(rest).toEqual({ template: template.id });
  });

  it('FUN_BATCH_GEN_007 counts from a base when the seeds are not random', () => {
    const seeds = { ...newDraft().seeds, seeds: { count: 3, random: false, base: 100 } };

    expect(toBatchRequest(draft({ seeds }), settings, template).seeds).toEqual({ count: 3, random: false, base: 100 });
  });

  it('says of each axis its values or its range, and what goes in step', () => {
    const steps = axis('steps', { by: 'range', from: 10, to: 30, step: 10 });
    const cfg = axis('cfg', { text: '4, 6.5; 8', zipWith: steps.key });
    const sampler = axis('sampler', { picked: ['euler', 'ddim'] });
    const sweep = draft({ way: 'sweep', axes: [steps, cfg, sampler] });

    const { axes, slots, seeds } = toBatchRequest(sweep, settings, template);

    expect(axes).toEqual([
      { slot: 'steps', range: { from: 10, to: 30, step: 10 } },
      { slot: 'cfg', values: [4, 6.5, 8], zipWith: 0 },
      { slot: 'sampler', values: ['euler', 'ddim'] },
    ]);
    expect(Object.keys(slots)).not.toEqual(expect.arrayContaining(['steps']));
    expect(seeds).toEqual({ count: 1, random: true });
    expect(imagesOf(sweep, template)).toBe(6);
  });

  it('takes the prompt of the form away while a list brings prompts', () => {
    const lines = draft({ way: 'list', list: { text: 'a fox\n\na pier\n', format: 'auto', columns: {} } });
    expect([...takenSlots(lines, template)]).toEqual(['seed', 'prompt']);
    expect(imagesOf(lines, template)).toBe(2);

    const table = draft({ way: 'list', list: { text: 'words,steps\na fox,20', format: 'auto', columns: { words: 'negative', steps: '' } } });
    expect([...takenSlots(table, template)]).toEqual(['seed']);
    expect([...takenSlots({ ...table, list: { ...table.list, columns: {} } }, template, [{ slot: 'prompt' }, { slot: null }])]).toEqual(['seed', 'prompt']);
    expect(imagesOf(table, template)).toBeNull();
    expect(toBatchRequest(table, settings, template).list).toEqual({ text: 'words,steps\na fox,20', format: 'auto', columns: { words: 'negative', steps: '' } });
  });

  it('forgets an axis over a slot that the template does not have', () => {
    expect(axesOf(draft({ way: 'sweep', axes: [axis('nothing', {})] }), template)).toEqual([]);
  });

  it('is read again from what the browser kept, whatever that is', () => {
    expect(readDraft(JSON.stringify({ way: 'list' }))).toMatchObject({ way: 'list', stopAtFirstFailure: false });
    expect(readDraft('{').way).toBe('seeds');
    expect(readDraft(undefined).way).toBe('seeds');
  });
});

describe('values of an axis', () => {
  it('are numbers between anything', () => {
    expect(parseValues('1, 2;3\n4', aSlot({ name: 'n', type: 'integer' }))).toEqual({ values: [1, 2, 3, 4], error: null });
    expect(parseValues('1 2.5', aSlot({ name: 'n', type: 'integer' })).error).toContain('“2.5”');
  });

  it('are lines where they are words, so that a comma stays in its prompt', () => {
    expect(parseValues('a fox, running\n\n a pier ', aSlot({ name: 'p', type: 'prompt' })).values).toEqual(['a fox, running', 'a pier']);
  });

  it('are sizes and LoRAs, written as people write them', () => {
    expect(parseValues('512x768\n1024 × 1024', aSlot({ name: 's', type: 'size' })).values).toEqual([{ width: 512, height: 768 }, { width: 1024, height: 1024 }]);
    expect(parseValues('none\nink:0.8, paper', aSlot({ name: 'l', type: 'loras' })).values).toEqual([[], [{ name: 'ink', strength: 0.8 }, { name: 'paper', strength: 1 }]]);
  });

  it('of a range hold both ends and no crumbs of floating points', () => {
    expect(rangeValues(0.1, 0.5, 0.1)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(rangeValues(30, 10, -10)).toEqual([30, 20, 10]);
    expect([rangeValues(1, 5, 0), rangeValues(5, 1, 1), rangeValues(null, 1, 1), rangeValues(0, 1e9, 1)]).toEqual([null, null, null, null]);
  });
});
