import type { Slot, SlotValues, Template } from '@/shared/api/types';
import { isChanged, isVisible } from './values';

/** A field of the form: one slot, or a width and a height that are one size. */
export type Field = { kind: 'slot'; slot: Slot } | { kind: 'pair'; width: Slot; height: Slot };
export type Section = { name: string; label: string | null; fields: Field[] };
/** `advanced`: the same, for those who look for more. */
export type Layout = { sections: Section[]; advanced: Section[] };

export const slotsOf = (field: Field): readonly Slot[] => (field.kind === 'slot' ? [field.slot] : [field.width, field.height]);
export const fieldKey = (field: Field) => slotsOf(field).map(({ name }) => name).join('+');

/** The words that the picture is made from: the form's first field, kept from template to template. */
export const promptSlot = ({ slots }: Template): Slot | undefined =>
  slots.find(({ name, type }) => type === 'prompt' && name === 'prompt') ?? slots.find(({ type }) => type === 'prompt');

export const negativeSlot = ({ slots }: Template): Slot | undefined =>
  slots.find(({ name, type }) => (type === 'prompt' || type === 'text') && name === 'negative');

/** In the order of the groups; slots of no group, or of one that is not declared, come first. */
export function layoutForm(template: Template): Layout {
  const apart = new Set([promptSlot(template)?.name, negativeSlot(template)?.name]);
  const fields = fieldsOf(template.slots.filter(({ name }) => !apart.has(name)));
  const { groups } = template;
  const groupOf = (field: Field) => groups.find(({ name }) => name === slotsOf(field)[0]?.group) ?? null;
  const isAdvanced = (field: Field) => slotsOf(field).every(slot => slot.advanced) || (groupOf(field)?.advanced ?? false);

  const sectionsOf = (some: readonly Field[]): Section[] =>
    [null, ...groups].flatMap(group => {
      const members = some.filter(field => groupOf(field) === group);
      return members.length === 0 ? [] : [{ name: group?.name ?? '', label: group?.label ?? null, fields: members }];
    });
  return {
    sections: sectionsOf(fields.filter(field => !isAdvanced(field))),
    advanced: sectionsOf(fields.filter(isAdvanced)),
  };
}

function fieldsOf(slots: readonly Slot[]): Field[] {
  const heights = new Map(slots.flatMap(slot => {
    const height = heightOf(slot, slots);
    return height ? [[slot, height] as const] : [];
  }));
  const paired = new Set(heights.values());
  return slots.flatMap((slot): Field[] => {
    const height = heights.get(slot);
    if (height) return [{ kind: 'pair', width: slot, height }];
    return paired.has(slot) ? [] : [{ kind: 'slot', slot }];
  });
}

/** `width` and `height`, `tile_width` and `tile_height`. */
function heightOf({ name, type, group, visibleWhen }: Slot, slots: readonly Slot[]): Slot | undefined {
  if (type !== 'integer' || !/width$/i.test(name)) return undefined;
  const partner = name.replace(/width$/, 'height').replace(/Width$/, 'Height');
  return slots.find(
    other =>
      other.name === partner && other.type === 'integer' && (other.group ?? null) === (group ?? null) && (other.visibleWhen?.slot ?? null) === (visibleWhen?.slot ?? null),
  );
}

export const isFieldVisible = (field: Field, template: Template, values: SlotValues) =>
  slotsOf(field).some(slot => isVisible(slot, template, values));

export const changesIn = (sections: readonly Section[], set: SlotValues) =>
  sections.flatMap(({ fields }) => fields).filter(field => slotsOf(field).some(slot => isChanged(slot, set[slot.name]))).length;
