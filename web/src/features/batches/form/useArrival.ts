import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Patch } from '@/shared/forms/settings';
import { defaultOf, takeValues } from '@/shared/forms/values';
import { templatesQuery } from '@/shared/templates/queries';

/** `?template=` with `values=` and `style=` fills the form with what somebody had in another one. */
export function useArrival(change: (patch: Patch) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { template: wanted, values, style } = useSearch({ from: '/batches/new' });

  const arrive = useEffectEvent(async (id: string) => {
    // Gone from the address at once, or a refresh would undo what is typed after.
    void navigate({ to: '/batches/new', search: {}, replace: true });
    try {
      const template = (await queries.query(templatesQuery)).find(known => known.id === id);
      if (!template) {
        notifications.show({ color: 'red', title: 'No such template', message: `There is no template called ${id}.` });
        return;
      }
      // What is not named is as the template has it: the other form said what it changed.
      const starts = Object.fromEntries(template.slots.filter(({ type, default: start }) => type !== 'model' || start !== null).map(slot => [slot.name, defaultOf(slot)]));
      change({ template: id, style: style ?? null, values: { ...starts, ...takeValues(template, values ?? {}) } });
    } catch (error) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });
    }
  });

  useEffect(() => {
    if (wanted !== undefined) void arrive(wanted);
  }, [wanted]);
}
