import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Preflight, Template } from '@/shared/api/types';

export const templateKeys = { all: ['templates'] as const, list: ['templates', 'list'] as const };

export const templatesQuery = queryOptions({
  queryKey: templateKeys.list,
  queryFn: ({ signal }) => api.get<Template[]>('/api/templates', { signal }),
});

/** What each engine lacks for a template. */
export const preflightQuery = ({ id }: Pick<Template, 'id'>) =>
  queryOptions({
    queryKey: [...templateKeys.all, 'preflight', id],
    queryFn: ({ signal }) => api.get<Preflight>(`/api/templates/${encodeURIComponent(id)}/preflight`, { signal }),
  });
