import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { assetUrl } from '@/shared/api/baseUrl';
import { toProblem } from '@/shared/api/problem';
import type { FormerMarks, Image, Trashed } from '@/shared/api/types';
import { bytes, plural } from '@/shared/format/words';
import { imageKeys } from '@/shared/images/queries';
import { offerUndo } from '@/shared/undo/offerUndo';
import type { Result } from '../api';
import { albumKeys } from './albums';
import { saveBlob, saveFrom } from '@/shared/ui/save';
import { writeQuery } from '../filters/saved';
import type { Selection } from '../selection';
import { allIdsOf, idsOf, patchKept } from './target';

export type Marks = { favorite?: boolean; rating?: number; addTags?: string[]; removeTags?: string[]; note?: string | null };

const withMarks = (image: Image, { favorite, rating, addTags = [], removeTags = [] }: Marks): Image => ({
  ...image,
  favorite: favorite ?? image.favorite,
  rating: rating ?? image.rating,
  tags: [...new Set([...image.tags.filter(tag => !removeTags.includes(tag)), ...addTags])],
});

const say = (message: string) => notifications.show({ message });
const fail = (error: unknown) => notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });

/** What is done to chosen images. Each says what came of it; what takes something away can be taken back. */
export function useActs(result: Result | null) {
  const queries = useQueryClient();
  const again = () =>
    Promise.all([imageKeys.maps, imageKeys.facets, imageKeys.lists, albumKeys.all].map(queryKey => queries.invalidateQueries({ queryKey })));

  const attempt = async <T>(act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      fail(error);
      return null;
    }
  };

  const setBack = async (former: FormerMarks['former']) => {
    await attempt(async () => {
      for (let at = 0; at < former.length; at += 500) await api.put('/api/images/marks', { marks: former.slice(at, at + 500) });
      await queries.invalidateQueries({ queryKey: imageKeys.all });
    });
  };

  const mark = (selection: Selection, marks: Marks) =>
    attempt(async () => {
      if (!result) return;
      const former: FormerMarks['former'] = [];
      for await (const ids of idsOf(selection, result)) {
        patchKept(queries, imageKeys.chunks, imageKeys.one, ids, image => withMarks(image, marks));
        try {
          former.push(...(await api.patch<FormerMarks>('/api/images/marks', { ids, ...marks })).former);
        } catch (error) {
          // What was shown too early is put right by what is stored.
          await queries.invalidateQueries({ queryKey: imageKeys.chunks });
          throw error;
        }
        for (const id of ids) void queries.invalidateQueries({ queryKey: imageKeys.one(id) });
      }
      await again();
      // Of one image what was before is seen and set again as quickly.
      if (former.length > 1) offerUndo({ id: `marks-${former[0]?.id ?? ''}`, label: `${plural(former.length, 'image')} changed.`, undo: () => setBack(former) });
    });

  const restore = (trashed: readonly Trashed[]) =>
    attempt(async () => {
      for (const { trashId } of trashed) await api.post(`/api/trash/${trashId}/restore`);
      await again();
    });

  const trash = (selection: Selection) =>
    attempt(async () => {
      if (!result) return null;
      const trashed: Trashed[] = [];
      // All ids first: what is gone is missing on the pages after it.
      const ids = await allIdsOf(selection, result);
      try {
        for (let at = 0; at < ids.length; at += 500) trashed.push(await api.post<Trashed>('/api/images/trash', { ids: ids.slice(at, at + 500) }));
      } finally {
        await again();
        const [count, size] = [trashed.reduce((sum, part) => sum + part.count, 0), trashed.reduce((sum, part) => sum + part.bytes, 0)];
        if (count > 0)
          offerUndo({
            id: `trash-${trashed[0]?.trashId ?? ''}`,
            label: `${plural(count, 'image')}, ${bytes(size)}, in the trash.`,
            undo: async () => {
              await restore(trashed);
            },
          });
      }
      return trashed;
    });

  const download = (selection: Selection) =>
    attempt(async () => {
      if (!result) return;
      const { ids, all } = selection;
      const what = all ? { filter: writeQuery(result.filter), except: [...ids] } : { ids: [...ids] };
      const { url, count } = await api.post<{ url: string; count: number }>('/api/images/archive', what);
      saveFrom(assetUrl(url));
      say(`A ZIP of ${plural(count, 'image')} is on its way.`);
    });

  const contactSheet = (selection: Selection, columns: number) =>
    attempt(async () => {
      if (!result) return;
      const ids = await allIdsOf(selection, result);
      const sheet = await api.post<Blob>('/api/images/contact-sheet', { ids, columns }, { responseType: 'blob', timeout: 120_000 });
      saveBlob(sheet, `contact-sheet.${sheet.type === 'image/webp' ? 'webp' : 'png'}`);
    });

  const addToAlbum = (selection: Selection, album: { id: string; name: string }) =>
    attempt(async () => {
      if (!result) return;
      let count = 0;
      for await (const ids of idsOf(selection, result)) {
        await api.post(`/api/albums/${album.id}/images`, { ids });
        count += ids.length;
      }
      await again();
      say(`${plural(count, 'image')} in “${album.name}”.`);
    });

  const takeOutOfAlbum = (selection: Selection, album: string) =>
    attempt(async () => {
      if (!result) return;
      // All ids first: what is out is missing on the pages after it.
      const ids = await allIdsOf(selection, result);
      for (let at = 0; at < ids.length; at += 500) await api.post(`/api/albums/${album}/images/remove`, { ids: ids.slice(at, at + 500) });
      await again();
      offerUndo({
        id: `album-${album}-${Date.now()}`,
        label: `${plural(ids.length, 'image')} taken out of the album.`,
        undo: async () => {
          await attempt(async () => {
            for (let at = 0; at < ids.length; at += 500) await api.post(`/api/albums/${album}/images`, { ids: ids.slice(at, at + 500) });
            await again();
          });
        },
      });
    });

  return { mark, trash, restore, download, contactSheet, addToAlbum, takeOutOfAlbum };
}

export type Acts = ReturnType<typeof useActs>;
