import type { Size, Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';
import { promptSlot } from './sections';
import { highestSeed, isSeed } from './seed';
import { isNothing, isOptional, isVisible } from './values';

/** Sentences by the same path that the API uses for the field. */
export type FieldErrors = Partial<Record<string, string>>;

export const hardPromptLimit = 20_000;
export const mostImages = 20;

/** What the field says of itself; the API may know more. */
export function validateSlots(template: Template, values: SlotValues): FieldErrors {
  const errors: FieldErrors = {};
  for (const slot of template.slots) {
    if (!isVisible(slot, template, values)) continue;
    const sentence = slot === promptSlot(template) ? promptError(slot, values[slot.name]) : slotError(slot, values[slot.name] ?? null);
    if (sentence !== null) errors[`slots.${slot.name}`] = sentence;
  }
  return errors;
}

export const countError = (count: number | null): FieldErrors => {
  const sentence = numberError({ label: 'The number of images', value: count, min: 1, max: mostImages, step: null, whole: true });
  return sentence === null ? {} : { count: sentence };
};

function promptError({ required }: Slot, value: SlotValue | undefined): string | null {
  const prompt = typeof value === 'string' ? value : '';
  if (required && prompt.trim() === '') return 'Describe the image first.';
  return textError(prompt);
}

const textError = (text: string) =>
  text.length > hardPromptLimit ? 'This is longer than any model can read. Shorten it to 20,000 characters.' : null;

export function slotError(slot: Slot, value: SlotValue): string | null {
  const { label, min, max, step, required } = slot;
  switch (slot.type) {
    case 'prompt':
    case 'text':
      return required && isNothing(value) ? `${label} needs some words.` : textError(typeof value === 'string' ? value : '');
    case 'integer':
    case 'float':
      if (value === null && isOptional(slot)) return null;
      return numberError({ label, value, min, max, step: slot.type === 'integer' ? step : null, whole: slot.type === 'integer' });
    case 'seed':
      return value === null || isSeed(value) ? null : `${label} must be a whole number between 0 and ${highestSeed}.`;
    case 'size':
      return value === null && isOptional(slot) ? null : sizeError(slot, value as Size | null);
    case 'image':
      return !isOptional(slot) && isNothing(value) ? `${label} needs a picture.` : null;
    case 'mask':
      return !isOptional(slot) && isNothing(value) ? `${label}: paint what should change.` : null;
    case 'choice':
      return !isOptional(slot) && isNothing(value) ? `${label} needs a choice.` : null;
    // The API takes the best that the engines have when none is named.
    case 'model':
    case 'boolean':
    case 'loras':
      return null;
  }
}

function sizeError({ min, max, step }: Slot, size: Size | null): string | null {
  const axis = (label: string, value: number | null) => numberError({ label, value, min, max, step, whole: true });
  return axis('Width', size?.width ?? null) ?? axis('Height', size?.height ?? null);
}

type NumberRule = { label: string; value: SlotValue; min: number | null; max: number | null; step: number | null; whole: boolean };

function numberError({ label, value, min, max, step, whole }: NumberRule): string | null {
  if (typeof value !== 'number' || Number.isNaN(value)) return `${label} needs a number.`;
  if (whole && !Number.isInteger(value)) return `${label} must be a whole number.`;
  const isLow = min !== null && value < min;
  const isHigh = max !== null && value > max;
  if ((isLow || isHigh) && min !== null && max !== null) return `${label} must be between ${min} and ${max}.`;
  if (isLow) return `${label} must be at least ${min}.`;
  if (isHigh) return `${label} must be at most ${max}.`;
  if (step !== null && step > 1 && value % step !== 0) return `${label} must be a multiple of ${step}.`;
  return null;
}

/** What is said of a slot, or of a part of it: `slots.loras[1].strength`. */
export function errorOf(errors: FieldErrors, name: string): string | undefined {
  const path = `slots.${name}`;
  const key = Object.keys(errors).find(known => isAbout(known, path));
  return key === undefined ? undefined : errors[key];
}

/** Whether a path of the API's answer is about this field or a part of it. */
export const isAbout = (path: string, field: string) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
