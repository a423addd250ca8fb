import type { SlotValues, Template } from '@/shared/api/types';
import { isNothing } from './values';

/** The picture that the masks of a template lie on. */
export const pictureSlot = ({ slots }: Template) => slots.find(({ type }) => type === 'image');

/** The masks that were made for a picture which `next` puts another in place of, with what they were. */
export function outdatedMasks(template: Template, values: SlotValues, next: SlotValues): SlotValues {
  const picture = pictureSlot(template)?.name;
  if (picture === undefined || !(picture in next) || isNothing(values[picture]) || next[picture] === values[picture]) return {};
  const masks = template.slots.filter(({ name, type }) => type === 'mask' && !isNothing(values[name]) && !(name in next));
  return Object.fromEntries(masks.map(({ name }) => [name, values[name] ?? null]));
}
