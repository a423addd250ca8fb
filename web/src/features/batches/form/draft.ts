import type { Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';
import { promptSlot } from '@/shared/forms/sections';
import type { Seed } from '@/shared/forms/seed';
import type { Settings } from '@/shared/forms/settings';
import { toRequest } from '@/shared/forms/settings';
import { isVisible, slotOf } from '@/shared/forms/values';
import type { AxisRequest, BatchRequest, ListFormat } from '../types';
import { parseValues, rangeValues } from './values';

/** The three ways to ask for many images. */
export type Way = 'seeds' | 'list' | 'sweep';
export type SeedsDraft = { count: number | null; random: boolean; base: Seed | null };
export type AxisDraft = {
  key: string;
  slot: string;
  by: 'values' | 'range';
  /** What was typed: numbers, or one text a line. */
  text: string;
  /** What was picked from a list of choices. */
  picked: string[];
  from: number | null;
  to: number | null;
  step: number | null;
  /** The key of the axis that it goes in step with. */
  zipWith: string | null;
};
export type ListDraft = { text: string; format: ListFormat; columns: Record<string, string> };
export type BatchDraft = {
  way: Way;
  title: string;
  seeds: Record<Way, SeedsDraft>;
  list: ListDraft;
  axes: AxisDraft[];
  stopAtFirstFailure: boolean;
  withoutRepeats: boolean;
};

export const mostAxes = 3;
/** What the plain form offers: as many as one still looks at side by side. */
export const seedLimits = { min: 2, max: 20 } as const;
export const perCellLimit = 100;

export const newDraft = (): BatchDraft => ({
  way: 'seeds',
  title: '',
  seeds: {
    seeds: { count: 5, random: true, base: null },
    list: { count: 1, random: true, base: null },
    sweep: { count: 1, random: true, base: null },
  },
  list: { text: '', format: 'auto', columns: {} },
  axes: [],
  stopAtFirstFailure: false,
  withoutRepeats: false,
});

export function readDraft(text: string | undefined): BatchDraft {
  try {
    return { ...newDraft(), ...(text === undefined ? {} : (JSON.parse(text) as Partial<BatchDraft>)) };
  } catch {
    return newDraft();
  }
}

export const newAxis = (slot: Slot): AxisDraft => ({
  key: crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? slot.name,
  slot: slot.name,
  by: 'values',
  text: '',
  picked: [],
  from: null,
  to: null,
  step: null,
  zipWith: null,
});

/** What a sweep can go over: everything but pictures. */
const still = new Set<Slot['type']>(['image', 'mask', 'seed']);
export const sweepable = (template: Template, values: SlotValues): Slot[] =>
  template.slots.filter(slot => !still.has(slot.type) && isVisible(slot, template, values));

/** Two choices are picked from a list; numbers and words are typed. */
export const isPicked = ({ type }: Slot) => type === 'choice' || type === 'model';
export const isNumeric = ({ type }: Slot) => type === 'integer' || type === 'float';

export function valuesOfAxis(axis: AxisDraft, slot: Slot): SlotValue[] {
  if (isNumeric(slot) && axis.by === 'range') return rangeValues(axis.from, axis.to, axis.step) ?? [];
  if (isPicked(slot)) return axis.picked;
  if (slot.type === 'boolean') return [false, true];
  return parseValues(axis.text, slot).values;
}

export const axesOf = ({ axes }: BatchDraft, template: Template) =>
  axes.flatMap(axis => {
    const slot = slotOf(template, axis.slot);
    return slot ? [{ axis, slot, values: valuesOfAxis(axis, slot) }] : [];
  });

/** The slots that the batch itself sets: the form has no field for them. `columns`: what the list's are for, as far as it is known. */
export function takenSlots(draft: BatchDraft, template: Template, columns: readonly { slot: string | null }[] = []): ReadonlySet<string> {
  const seed = template.slots.filter(({ type }) => type === 'seed').slice(0, 1);
  const taken = draft.way === 'sweep' ? draft.axes.map(({ slot }) => slot) : draft.way === 'list' && bringsPrompts(draft, template, columns) ? [promptSlot(template)?.name ?? ''] : [];
  return new Set([...seed.map(({ name }) => name), ...taken]);
}

/** Lines are prompts. Other fields stay beside a table: a cell without a value takes theirs. */
function bringsPrompts({ list }: BatchDraft, template: Template, columns: readonly { slot: string | null }[]): boolean {
  const prompt = promptSlot(template)?.name;
  if (list.text.trim() === '') return false;
  return looksLikeLines(list) || Object.values(list.columns).some(slot => slot === prompt) || (columns.some(({ slot }) => slot === prompt) && !Object.values(list.columns).includes(''));
}

export const looksLikeLines = ({ text, format }: ListDraft) =>
  format === 'lines' || (format === 'auto' && !/[\t,;]/.test(text.split('\n', 1)[0] ?? ''));

/** How many images that would be, before anybody is asked; null where only the API can tell. */
export function imagesOf(draft: BatchDraft, template: Template): number | null {
  const each = draft.seeds[draft.way].count ?? 0;
  if (draft.way === 'seeds') return each;
  if (draft.way === 'list') return looksLikeLines(draft.list) ? draft.list.text.split('\n').filter(line => line.trim() !== '').length * each : null;
  return axesOf(draft, template).reduce((product, { axis, values }) => (axis.zipWith === null ? product * values.length : product), draft.axes.length === 0 ? 0 : each);
}

export function toBatchRequest(draft: BatchDraft, settings: Settings, template: Template, taken = takenSlots(draft, template)): BatchRequest {
  const { slots, style } = toRequest(settings, template);
  const { count, random, base } = draft.seeds[draft.way];
  const title = draft.title.trim();
  return {
    template: template.id,
    slots: withoutTaken(slots, taken),
    seeds: { count: count ?? 0, random, ...(random || base === null ? {} : { base }) },
    ...(title === '' ? {} : { title }),
    ...(style === undefined ? {} : { style }),
    ...(draft.stopAtFirstFailure ? { stopAtFirstFailure: true } : {}),
    ...(draft.way === 'sweep' ? { axes: axisRequests(draft, template) } : {}),
    ...(draft.way === 'list' ? { list: listRequest(draft) } : {}),
    ...(draft.withoutRepeats ? { wildcards: { withoutRepeats: true } } : {}),
  };
}

const withoutTaken = (slots: SlotValues, taken: ReadonlySet<string>): SlotValues =>
  Object.fromEntries(Object.entries(slots).filter(([name]) => !taken.has(name)));

function axisRequests(draft: BatchDraft, template: Template): AxisRequest[] {
  const axes = axesOf(draft, template);
  return axes.map(({ axis, slot, values }) => {
    const zip = axes.findIndex(other => other.axis.key === axis.zipWith);
    const { from, to, step } = axis;
    const isRange = isNumeric(slot) && axis.by === 'range' && from !== null && to !== null && step !== null;
    return { slot: slot.name, ...(isRange ? { range: { from, to, step } } : { values }), ...(zip < 0 ? {} : { zipWith: zip }) };
  });
}

/** A column that is for nothing is said to be, or its heading alone would give it a slot. */
const listRequest = ({ list: { text, format, columns } }: BatchDraft) => ({ text, format, ...(Object.keys(columns).length === 0 ? {} : { columns }) });
