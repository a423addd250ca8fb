import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { toProblem } from '@/shared/api/problem';
import { templatesQuery } from '@/shared/templates/queries';
import { useSaveTemplate } from '../api';
import { idFor } from './draft';
import type { useDraft } from './useDraft';

/** Saves what is edited as a template: a new one, or the next version of the one that it was. */
export function useSave({ draft, drop }: ReturnType<typeof useDraft>) {
  const navigate = useNavigate();
  const { data: templates = [] } = useQuery(templatesQuery);
  const saving = useSaveTemplate();
  const failure = saving.error ? toProblem(saving.error) : null;

  const save = async (then: 'stay' | 'try') => {
    if (!draft) return;
    const { title, description, tags, graph, slots, groups, requires } = draft;
    const id = draft.id ?? idFor(title, new Set(templates.map(template => template.id)));
    try {
      await saving.mutateAsync({ id, template: { title: title.trim(), description, tags, graph, slots, groups, requires } });
    } catch {
      return; // Told beside the buttons and at the fields.
    }
    notifications.show({ message: `“${title}” is saved.` });
    await (then === 'try' ? navigate({ to: '/generate', search: { template: id } }) : navigate({ to: '/workflows', search: { template: id } }));
    drop();
  };

  return { save, isSaving: saving.isPending, problem: failure?.message ?? null, errors: failure?.fields ?? {} };
}
