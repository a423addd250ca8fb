import type { Template } from '@/shared/api/types';
import { slotOf, type Settings } from './settings';

/** Sentences by the same path that the API uses for the field. */
export type FieldErrors = Partial<Record<string, string>>;

export const hardPromptLimit = 20_000;
export const mostImages = 20;

const numbers = [
  { name: 'width', label: 'Width', min: 512, max: 2048, step: 8, whole: true },
  { name: 'height', label: 'Height', min: 512, max: 2048, step: 8, whole: true },
  { name: 'steps', label: 'Steps', min: 1, max: 150, step: 1, whole: true },
  { name: 'cfg', label: 'CFG', min: 1, max: 30, step: null, whole: false },
] as const;

export type NumberName = (typeof numbers)[number]['name'];

export function limitsOf(template: Template | undefined, name: NumberName) {
  const fallback = numbers.find(number => number.name === name) ?? numbers[0];
  const slot = slotOf(template, name);
  return { min: slot?.min ?? fallback.min, max: slot?.max ?? fallback.max, step: slot?.step ?? fallback.step };
}

export function validate(settings: Settings, template: Template | undefined): FieldErrors {
  const errors: FieldErrors = {};
  const say = (path: string, sentence: string | null) => {
    if (sentence !== null) errors[path] = sentence;
  };

  say('slots.prompt', promptError(settings.prompt));
  for (const { name, label, whole } of numbers) {
    const { min, max, step } = limitsOf(template, name);
    say(`slots.${name}`, numberError(label, settings[name], min, max, whole ? step : null, whole));
  }
  say('slots.seed', settings.seed === null ? null : numberError('Seed', settings.seed, 0, Number.MAX_SAFE_INTEGER, null, true));
  say('count', numberError('The number of images', settings.count, 1, mostImages, null, true));
  return errors;
}

function promptError(prompt: string): string | null {
  if (prompt.trim() === '') return 'Describe the image first.';
  return prompt.length > hardPromptLimit ? 'This is longer than any model can read. Shorten it to 20,000 characters.' : null;
}

function numberError(label: string, value: number | null, min: number, max: number, step: number | null, whole: boolean): string | null {
  if (value === null || Number.isNaN(value)) return `${label} needs a number.`;
  if (whole && !Number.isInteger(value)) return `${label} must be a whole number.`;
  if (value < min || value > max) return `${label} must be between ${min} and ${max}.`;
  if (step !== null && value % step !== 0) return `${label} must be a multiple of ${step}.`;
  return null;
}

/** The long prompt is sent all the same; the model just may not read all of it. */
export const softPromptLimit = (template: Template | undefined) =>
  slotOf(template, 'prompt')?.maxLength ?? 500;
