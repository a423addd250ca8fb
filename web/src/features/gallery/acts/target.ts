import type { QueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { ImagePage } from '@/shared/api/types';
import type { Result } from '../api';
import { isSelected, type Selection } from '../selection';

/** As many as one request carries. */
const together = 500;

/** The ids of what is chosen, in parts: of a hundred thousand nobody has them all at hand. */
export async function* idsOf(selection: Selection, result: Result, signal?: AbortSignal): AsyncGenerator<string[]> {
  if (!selection.all) {
    const ids = [...selection.ids];
    for (let at = 0; at < ids.length; at += together) yield ids.slice(at, at + together);
    return;
  }
  let after: string | null = null;
  do {
    const page: ImagePage = await api.get<ImagePage>('/api/images', {
      params: { ...result.filter, ...(result.sort === 'newest' ? {} : { sort: result.sort }), limit: together, ...(after === null ? {} : { after }) },
      ...(signal ? { signal } : {}),
    });
    const ids = page.items.filter(({ id }) => isSelected(selection, id)).map(({ id }) => id);
    if (ids.length > 0) yield ids;
    after = page.next;
  } while (after !== null);
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
