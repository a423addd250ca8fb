import type { Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';
import { isSeed } from './seed';

export const slotOf = (template: Template | undefined, name: string): Slot | undefined =>
  template?.slots.find(slot => slot.name === name);

/** What the field holds before anybody touches it. An open seed is null here and −1 for the API. */
export function defaultOf(slot: Slot): SlotValue {
  if (slot.type === 'seed') return isSeed(slot.default) ? slot.default : null;
  if (slot.default !== null) return slot.default;
  switch (slot.type) {
    case 'prompt':
    case 'text':
      return '';
    case 'boolean':
      return false;
    case 'loras':
      return [];
    default:
      return null;
  }
}

/** Every slot with what was set, else with its default. What was set for a field of another kind is left alone. */
export const fillValues = (template: Template, set: SlotValues): SlotValues =>
  Object.fromEntries(template.slots.map(slot => {
    const value = set[slot.name];
    return [slot.name, value !== undefined && fits(slot, value) ? value : defaultOf(slot)];
  }));

export function fits({ type }: Slot, value: SlotValue): boolean {
  if (value === null) return true;
  switch (type) {
    case 'integer':
    case 'float':
      return typeof value === 'number';
    case 'seed':
      return typeof value === 'number' || isSeed(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'size':
      return typeof value === 'object' && 'width' in value;
    case 'loras':
      return Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}

export const sameValue = (a: SlotValue | undefined, b: SlotValue | undefined) => a === b || JSON.stringify(a) === JSON.stringify(b);

export const isChanged = (slot: Slot, value: SlotValue | undefined) =>
  value !== undefined && !sameValue(value, defaultOf(slot)) && !(value === null && slot.type === 'model');

/** Whether nothing is a value, too. */
export const isOptional = ({ optional }: Slot) => optional;

/** Whether the field is there, given the others. A field whose own condition is a hidden field is hidden with it. */
export function isVisible(slot: Slot, template: Template, values: SlotValues, depth = 0): boolean {
  const { visibleWhen } = slot;
  if (!visibleWhen || depth > 8) return true;
  const other = slotOf(template, visibleWhen.slot);
  if (!other) return true;
  const value = values[other.name] ?? null;
  const holds = visibleWhen.is !== undefined ? sameValue(value, visibleWhen.is) : isOther(value, visibleWhen.isNot ?? null);
  return holds && isVisible(other, template, values, depth + 1);
}

/** Nothing, an empty text and an empty list are the same "nothing". */
const isOther = (value: SlotValue, unwanted: SlotValue) =>
  unwanted === null ? !isNothing(value) : !sameValue(value, unwanted);

export const isNothing = (value: SlotValue | undefined) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** As the API takes them; what is not there is left to it. */
export function requestSlots(template: Template, values: SlotValues): SlotValues {
  const slots: SlotValues = {};
  for (const slot of template.slots) {
    if (!isVisible(slot, template, values)) continue;
    const value = values[slot.name] ?? null;
    if (slot.type === 'seed') slots[slot.name] = value ?? -1;
    else if (typeof value === 'string') slots[slot.name] = slot.type === 'prompt' || slot.type === 'text' ? value.trim() : value;
    // Nothing said means the default, so that "none" in place of a default has to be said.
    else if (value !== null || (isOptional(slot) && slot.default !== null)) slots[slot.name] = value;
  }
  return slots;
}

/** Of what was recorded somewhere, what this template has a field for. */
export function takeValues(template: Template, recorded: Readonly<Record<string, unknown>>): SlotValues {
  const taken: SlotValues = {};
  for (const slot of template.slots) {
    const value = recorded[slot.name] as SlotValue | undefined;
    if (value === undefined || value === null || !fits(slot, value)) continue;
    taken[slot.name] = slot.type === 'seed' && typeof value === 'number' && value < 0 ? null : value;
  }
  return taken;
}
