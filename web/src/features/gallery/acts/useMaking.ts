import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { ProblemError, toProblem } from '@/shared/api/problem';
import type { AcceptedGeneration, Generation, ImageDetail, SlotValues, Template } from '@/shared/api/types';
import { defaultOf } from '@/shared/forms/values';
import { plural } from '@/shared/format/words';
import { imageQuery } from '@/shared/images/queries';
import { takeFromGallery } from '@/shared/inputs/upload';
import { templatesQuery } from '@/shared/templates/queries';

type Wish = { template: string; slots: SlotValues; count: number };

export const mostAtOnce = 50;

/** The jobs that make an image again, as this page asked for them. */
export const againKey = (id: string) => ['images', 'again', id] as const;

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

  /** The very same graph: the file tells it, and its form is not needed. */
  const again = async (ids: readonly string[]) => {
    let [queued, left] = [0, ''];
    const warnings = new Set<string>();
    for (const id of ids.slice(0, mostAtOnce)) {
      try {
        const made = await api.post<AcceptedGeneration>(`/api/images/${id}/again`);
        queries.setQueryData<string[]>(againKey(id), (known = []) => [...known, ...made.jobs.map(job => job.id)]);
        for (const { message } of made.warnings) warnings.add(message);
        queued += made.jobs.length;
      } catch (error) {
        left = toProblem(error).message;
        // What is wrong with one image is not wrong with the next.
        if (!(error instanceof ProblemError) || error.status !== 422) break;
      }
    }
    if (left !== '') notifications.show({ color: 'red', title: queued > 0 ? `${plural(queued, 'image')} queued, not all` : 'That did not work', message: left });
    else notifications.show({ message: [`${plural(queued, 'image')} queued.`, ...warnings].join(' ') });
  };

  return {
    /** With the same seed and all else alike, to the pixel if the engine is. */
    again,
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
