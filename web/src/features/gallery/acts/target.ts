import type { QueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { ImagePage } from '@/shared/api/types';
import type { Result } from '../api';
import { isSelected, type Selection } from '../selection';

/** As many as one request carries. */
const together = 500;

/** The ids of what is chosen, in parts. Those of a whole result come in one answer. */
export async function* idsOf(selection: Selection, result: Result, signal?: AbortSignal): AsyncGenerator<string[]> {
  if (!selection.all) {
    const ids = [...selection.ids];
    for (let at = 0; at < ids.length; at += together) yield ids.slice(at, at + together);
    return;
  }
  const all = await api.get<string[]>('/api/images/ids', {
    params: { ...result.filter, ...(result.sort === 'newest' ? {} : { sort: result.sort }) },
    timeout: 60_000,
    ...(signal ? { signal } : {}),
  });
  const ids = all.filter(id => isSelected(selection, id));
  for (let at = 0; at < ids.length; at += together) yield ids.slice(at, at + together);
}

export async function allIdsOf(selection: Selection, result: Result): Promise<string[]> {
  const ids: string[] = [];
  for await (const part of idsOf(selection, result)) ids.push(...part);
  return ids;
}

/** Changes images wherever they are kept, without waiting for anybody. */
export function patchKept(queries: QueryClient, chunks: readonly unknown[], one: (id: string) => readonly unknown[], ids: readonly string[], patch: (image: ImagePage['items'][number]) => ImagePage['items'][number]) {
  const wanted = new Set(ids);
  queries.setQueriesData<ImagePage>({ queryKey: chunks }, page =>
    page && page.items.some(({ id }) => wanted.has(id)) ? { ...page, items: page.items.map(image => (wanted.has(image.id) ? patch(image) : image)) } : page,
  );
  for (const id of ids) queries.setQueryData<ImagePage['items'][number]>(one(id), image => image && patch(image));
}
