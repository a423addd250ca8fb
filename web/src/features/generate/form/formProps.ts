import type { UseQueryResult } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';
import { negativeSlot, promptSlot } from '@/shared/forms/sections';
import { errorOf } from '@/shared/forms/validate';
import { partLength } from '@/shared/prompt/tokens';
import type { Patch, Settings } from '@/shared/forms/settings';
import type { TakenOver } from '../restore/RestoreNote';
import { softPromptLimit, type useSubmit } from '../useSubmit';

/** The same form in two shapes. */
export type FormProps = {
  settings: Settings;
  template: Template | undefined;
  templates: UseQueryResult<Template[]>;
  submission: ReturnType<typeof useSubmit>;
  onChange: (patch: Patch) => void;
  /** The same function on every call. */
  onValues: (values: SlotValues) => void;
  onReset: () => void;
  /** The next request tries a failed image again. */
  isRetry: boolean;
  onForgetRetry: () => void;
  /** An image that the form was filled from, with what did not come back. */
  taken: TakenOver | null;
  onForgetTaken: () => void;
  promptRef: RefObject<HTMLTextAreaElement | null>;
};

const text = (value: SlotValue | undefined) => (typeof value === 'string' ? value : '');

/** What the prompt's field needs; null for a template that has no prompt. Before the templates have come there is one all the same. */
export function promptProps({ settings, template, submission, onValues, promptRef }: FormProps) {
  const slot: Pick<Slot, 'name' | 'label'> | undefined = template ? promptSlot(template) : { name: 'prompt', label: 'Prompt' };
  if (!slot) return null;
  return {
    ref: promptRef,
    label: slot.label,
    value: text(settings.values[slot.name]),
    onChange: (words: string) => onValues({ [slot.name]: words }),
    softLimit: softPromptLimit(template),
    part: partLength(template),
    error: errorOf(submission.errors, slot.name),
  };
}

export function negativeProps({ settings, template, submission, onValues }: FormProps) {
  const slot = template ? negativeSlot(template) : null;
  if (slot === undefined) return null;
  const name = slot?.name ?? 'negative';
  return {
    value: text(settings.values[name]),
    onChange: (words: string) => onValues({ [name]: words }),
    error: errorOf(submission.errors, name),
  };
}
