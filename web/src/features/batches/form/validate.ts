import type { SlotValues, Template } from '@/shared/api/types';
import { isSeed } from '@/shared/forms/seed';
import { isAbout, validateSlots, type FieldErrors } from '@/shared/forms/validate';
import { axesOf, isNumeric, isPicked, perCellLimit, seedLimits, type BatchDraft } from './draft';
import { parseValues, rangeValues } from './values';

/** What the form says of itself, by the paths that the API uses; the API may know more. */
export function validateBatch(draft: BatchDraft, template: Template, values: SlotValues, taken: ReadonlySet<string>): FieldErrors {
  const slots = validateSlots({ ...template, slots: template.slots.filter(({ name }) => !taken.has(name)) }, values);
  return { ...slots, ...seedsErrors(draft), ...(draft.way === 'list' ? listErrors(draft) : {}), ...(draft.way === 'sweep' ? axesErrors(draft, template) : {}) };
}

function seedsErrors({ way, seeds }: BatchDraft): FieldErrors {
  const { count, random, base } = seeds[way];
  const { min, max } = way === 'seeds' ? seedLimits : { min: 1, max: perCellLimit };
  const isWrong = count === null || !Number.isInteger(count) || count < min || count > max;
  return {
    ...(isWrong ? { 'seeds.count': `The number of images must be a whole number between ${min} and ${max}.` } : {}),
    ...(!random && !isSeed(base) ? { 'seeds.base': 'Without random seeds the first one is needed: a whole number, 0 or more.' } : {}),
  };
}

const listErrors = ({ list }: BatchDraft): FieldErrors => (list.text.trim() === '' ? { 'list.text': 'Paste some lines first, or drop a file here.' } : {});

function axesErrors(draft: BatchDraft, template: Template): FieldErrors {
  const axes = axesOf(draft, template);
  if (axes.length === 0) return { axes: 'Choose what to sweep over first.' };
  const errors: FieldErrors = {};
  axes.forEach(({ axis, slot, values }, at) => {
    const path = `axes[${at}]`;
    const partner = axes.find(other => other.axis.key === axis.zipWith);
    if (isNumeric(slot) && axis.by === 'range') {
      if (rangeValues(axis.from, axis.to, axis.step) === null) errors[`${path}.range`] = 'A range needs a first value, a last one, and a step that leads from one to the other.';
    } else if (!isPicked(slot)) {
      const { error } = parseValues(axis.text, slot);
      if (error !== null && slot.type !== 'boolean') errors[`${path}.values`] = error;
    }
    if (errors[`${path}.values`] === undefined && errors[`${path}.range`] === undefined && values.length === 0) errors[`${path}.values`] = `Give ${slot.label.toLowerCase()} at least one value.`;
    if (partner && partner.values.length !== values.length)
      errors[`${path}.zipWith`] = `In step with ${partner.slot.label} it needs as many values: ${partner.values.length}, not ${values.length}.`;
  });
  return errors;
}

/** Everything that is said of an axis, in one sentence: the API names single values. */
export function axisError(errors: FieldErrors, at: number): string | undefined {
  const own = Object.entries(errors).filter(([path]) => isAbout(path, `axes[${at}]`));
  const sentences = own.map(([path, sentence]) => {
    const place = /\.values\[(\d+)\]/.exec(path)?.[1];
    return place === undefined ? sentence : `Value ${Number(place) + 1}: ${sentence ?? ''}`;
  });
  return sentences.length > 2 ? `${sentences.slice(0, 2).join(' ')} And ${sentences.length - 2} more.` : sentences.join(' ') || undefined;
}
