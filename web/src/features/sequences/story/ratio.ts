import type { Size, SlotValues, Template } from '@/shared/api/types';

const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null);

/** Width over height of a story's pictures, before there are any. */
export function ratioOf(slots: SlotValues, template: Template | undefined): number {
  const set = (name: string) => number(slots[name]) ?? number(template?.slots.find(slot => slot.name === name)?.default);
  const sizeSlot = template?.slots.find(({ type }) => type === 'size');
  const size = sizeSlot && ((slots[sizeSlot.name] ?? sizeSlot.default) as Size | null);
  const width = size?.width ?? set('width');
  const height = size?.height ?? set('height');
  return width && height ? width / height : 1;
}
