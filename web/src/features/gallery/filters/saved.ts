import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { SavedSearch } from '@/shared/api/types';
import { listFields, patched, type GallerySearch } from '../search';

const key = ['searches'] as const;

export const savedQuery = queryOptions({ queryKey: key, queryFn: ({ signal }) => api.get<SavedSearch[]>('/api/searches', { signal }) });

export function useSavedSearches() {
  const queries = useQueryClient();
  const again = { onSuccess: () => queries.invalidateQueries({ queryKey: key }) };
  return {
    save: useMutation({ mutationFn: (search: Pick<SavedSearch, 'name' | 'query'>) => api.post<SavedSearch>('/api/searches', search), ...again }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(`/api/searches/${id}`), ...again }),
  };
}

const isList = (name: string) => listFields.some(field => field === name);

/** A search as the API takes it: parameters, repeated where there are several. What is open is not part of it. */
export function writeQuery(search: GallerySearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(patched(search, { image: undefined, compare: undefined }))) for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  return query.toString();
}

export function readQuery(text: string): Record<string, unknown> {
  const query = new URLSearchParams(text);
  return Object.fromEntries([...new Set(query.keys())].map(name => [name, isList(name) ? query.getAll(name) : query.get(name)]));
}
