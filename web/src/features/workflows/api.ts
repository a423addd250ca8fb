import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { ImportedWorkflow, OwnTemplate, Template, TemplateVersion } from '@/shared/api/types';
import { templateKeys, templatesQuery } from '@/shared/templates/queries';
import { draftOfOwn, type Draft } from './editor/draft';

const path = (id: string) => `/api/templates/${encodeURIComponent(id)}`;

export const largestFile = 20_000_000;

/** A workflow's JSON in either format, or a picture that one lies in. */
export const importWorkflow = (file: Blob) =>
  api.post<ImportedWorkflow>('/api/workflows/import', file, {
    headers: { 'Content-Type': file.type === '' ? 'application/json' : file.type },
    timeout: 60_000,
  });

export function useSaveTemplate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, template }: { id: string; template: OwnTemplate }) => api.put<Template>(path(id), template),
    onSuccess: () => queries.invalidateQueries({ queryKey: templateKeys.all }),
  });
}

export function useTemplateCommands() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: templateKeys.list });
  return {
    remove: async (id: string) => {
      await api.delete(path(id));
      // It leaves the page before anything is asked again: nobody shall ask what the deleted one needs.
      queries.setQueryData(templatesQuery.queryKey, known => known?.filter(template => template.id !== id));
      await again();
    },
    restore: async (id: string) => {
      await api.post(`${path(id)}/restore`);
      await again();
    },
  };
}

export const readVersion = (id: string, version: string, signal?: AbortSignal) =>
  api.get<OwnTemplate>(`${path(id)}/versions/${encodeURIComponent(version)}`, signal ? { signal } : {});

export const versionQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: [...templateKeys.all, 'version', id, version],
    queryFn: ({ signal }) => readVersion(id, version, signal),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...templateKeys.all, 'versions', id],
    queryFn: ({ signal }) => api.get<TemplateVersion[]>(`${path(id)}/versions`, { signal }),
  });

/** An own template as it was saved, in the editor's terms. */
export const openTemplate = async ({ id, version }: Template): Promise<Draft> => draftOfOwn(id, await readVersion(id, version));

export const exportUrl = (id: string) => `${path(id)}/export`;
