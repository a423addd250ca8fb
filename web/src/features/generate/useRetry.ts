import { useSessionStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import { jobQuery } from '@/shared/jobs/queries';
import { templatesQuery } from '@/shared/templates/queries';
import { patchOfJob, type Patch } from '@/shared/forms/settings';

/** What the form tries again: kept across a refresh, and gone once it was sent. */
export type Retry = { id: string; prompt: string | null };

/** `?retry=` fills the form with what a job was asked with; the next request is then linked to it. */
export function useRetry(current: string, change: (patch: Patch) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: '/generate' });
  const [retry, setRetry] = useSessionStorage<Retry | null>({ key: 'comfystudio.retry', defaultValue: null, getInitialValueInEffect: false });

  const arrive = useEffectEvent(async (id: string) => {
    void navigate({ to: '/generate', search: {}, replace: true });
    try {
      const [job, templates] = await Promise.all([queries.query(jobQuery(id)), queries.query(templatesQuery)]);
      change({ ...patchOfJob(job, templates, current), count: 1 });
      setRetry({ id, prompt: job.prompt });
    } catch (error) {
      notifications.show({ color: 'red', title: 'Settings not found', message: toProblem(error).message });
    }
  });

  useEffect(() => {
    if (search.retry !== undefined) void arrive(search.retry);
  }, [search.retry]);

  return { retry, forget: () => setRetry(null) };
}
