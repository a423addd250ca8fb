import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Template } from '@/shared/api/types';
import { takeValues } from '@/shared/forms/values';
import { takeFromGallery } from '@/shared/inputs/upload';
import { templatesQuery } from '@/shared/templates/queries';
import type { Patch } from '@/shared/forms/settings';

const takesPicture = ({ slots }: Template) => slots.find(({ type }) => type === 'image');

/** `?template=` opens a template, with `values=` a whole form; `?input=` brings a picture of the gallery. */
export function useArrival(current: string, change: (patch: Patch) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { template, values, count, input } = useSearch({ from: '/generate' });

  const arrive = useEffectEvent(async () => {
    // Gone from the address at once, or a refresh would undo what is typed after.
    void navigate({ to: '/generate', search: {}, replace: true });
    try {
      const templates = await queries.query(templatesQuery);
      const named = templates.find(({ id }) => id === (template ?? current));
      if (input !== undefined) change(await broughtTo(input, named, templates));
      else if (named) change({ template: named.id, ...(count === undefined ? {} : { count }), values: takeValues(named, values ?? {}) });
      else notifications.show({ color: 'red', title: 'No such template', message: `There is no template called ${template}.` });
    } catch (error) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });
    }
  });

  useEffect(() => {
    if (template !== undefined || input !== undefined) void arrive();
  }, [template, input]);
}

/** The open template if it takes a picture, else the first that does. */
async function broughtTo(imageId: string, open: Template | undefined, templates: readonly Template[]): Promise<Patch> {
  const target = open && takesPicture(open) ? open : templates.find(takesPicture);
  const slot = target && takesPicture(target);
  if (!target || !slot) {
    notifications.show({ message: 'No template takes a picture yet.' });
    return {};
  }
  const { id } = await takeFromGallery(imageId);
  notifications.show({ message: `The picture is the input of “${target.title}”.` });
  return { template: target.id, values: { [slot.name]: id } };
}
