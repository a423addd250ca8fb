import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { toProblem } from '@/shared/api/problem';
import type { Generation, ImageDetail, SlotValues, Template } from '@/shared/api/types';
import { defaultOf } from '@/shared/forms/values';
import { plural } from '@/shared/format/words';
import { imageQuery } from '@/shared/images/queries';
import { takeFromGallery } from '@/shared/inputs/upload';
import { templatesQuery } from '@/shared/templates/queries';

type Wish = { template: string; slots: SlotValues; count: number };

export const mostAtOnce = 50;

/** Images from images: the same again, more like it, larger. */
export function useMaking() {
  const queries = useQueryClient();

  const make = async (ids: readonly string[], wishOf: (image: ImageDetail) => Promise<Wish | null> | Wish | null) => {
    let made = 0;
    let left = 0;
    try {
      for (const id of ids.slice(0, mostAtOnce)) {
        const wish = await wishOf(await queries.query(imageQuery(id)));
        if (!wish) left++;
        else made += (await api.post<Generation>('/api/generations', wish)).jobs.length;
      }
    } catch (error) {
      const { message, fields } = toProblem(error);
      notifications.show({ color: 'red', title: made > 0 ? `${plural(made, 'image')} queued, then it stopped` : 'That did not work', message: Object.values(fields)[0] ?? message });
      return;
    }
    const rest = left > 0 ? ` Of ${plural(left, 'other image')} it is not known how to make it.` : '';
    notifications.show({ message: (made > 0 ? `${plural(made, 'image')} queued.` : 'Nothing is queued.') + rest });
  };

  return {
    /** With the same seed and all else alike. */
    again: (ids: readonly string[]) => make(ids, image => wishFor(image, {}, 1)),
    /** With new seeds. */
    alike: (ids: readonly string[]) => make(ids, image => wishFor(image, { seed: -1 }, ids.length === 1 ? 4 : 1)),
    upscale: async (ids: readonly string[]) => {
      const template = (await queries.query(templatesQuery).catch(() => [])).find(({ id }) => id === 'upscale');
      if (template) await make(ids, async image => ({ template: template.id, slots: await upscaled(template, image), count: 1 }));
      else notifications.show({ color: 'red', message: 'There is no template “upscale”.' });
    },
  };
}

const wishFor = ({ template, slots }: ImageDetail, changes: SlotValues, count: number): Wish | null =>
  template === null || slots === null ? null : { template, slots: { ...slots, ...changes }, count };

async function upscaled({ slots }: Template, image: ImageDetail): Promise<SlotValues> {
  const input = await takeFromGallery(image.id);
  const picture = slots.find(({ type }) => type === 'image')?.name ?? 'image';
  const others = slots.filter(slot => slot.name !== picture && defaultOf(slot) !== null && slot.type !== 'model');
  return { ...Object.fromEntries(others.map(slot => [slot.name, defaultOf(slot)])), [picture]: input.id };
}
