import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '@/shared/api/client';
import { assetUrl } from '@/shared/api/baseUrl';
import { toProblem } from '@/shared/api/problem';
import { plural } from '@/shared/format/words';
import { offerUncancel } from '@/shared/jobs/offerUncancel';
import { uuid } from '@/shared/telemetry/trace';
import { saveFrom } from '@/shared/ui/save';
import { batchKeys, cancelBatch, forgetBatch, growBatch, holdBatch, makeSheet, renameBatch, retryBatch, startBatch, type Seen } from '../api';
import type { Batch, BatchRequest, Cell, GrowRequest } from '../types';
import { titleOf } from '../words';

/** More ids than this do not fit into an address. */
const mostInAddress = 100;

export type BatchActs = ReturnType<typeof useBatchActs>;

/** What is done to a batch as a whole. Each says what came of it; what takes something away can be taken back. */
export function useBatchActs(id: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const again = () => Promise.all([batchKeys.one(id), batchKeys.cells(id)].map(queryKey => queries.invalidateQueries({ queryKey })));

  const attempt = async <T>(title: string, act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      const { message, fields } = toProblem(error);
      notifications.show({ color: 'red', title, message: Object.values(fields)[0] ?? message });
      return null;
    }
  };
  const uncancel = (undoId: string) =>
    attempt('Not put back', async () => {
      const { restored } = await api.post<{ restored: number }>(`/api/queue/undo/${undoId}`);
      notifications.show({ message: `${plural(restored, 'image')} back in line.` });
      await again();
    });

  return {
    hold: (isHeld: boolean) => attempt(isHeld ? 'Not paused' : 'Not resumed', () => holdBatch(id, isHeld).then(again)),
    /** What is done stays. */
    cancel: () =>
      attempt('Not cancelled', async () => {
        const { undo, cancelled } = await cancelBatch(id);
        if (undo) offerUncancel(cancelled, undo.id, () => uncancel(undo.id).then(() => undefined));
        await again();
      }),
    retry: () =>
      attempt('Not retried', async () => {
        const { retried } = await retryBatch(id);
        if (retried === 0) notifications.show({ message: 'Nothing was left to try again: the queue has forgotten what failed. Make it again with new seeds.' });
        await again();
      }),
    grow: (more: GrowRequest) =>
      attempt('Not grown', async () => {
        await growBatch(id, more, uuid());
        await again();
        return true;
      }),
    rename: (title: string) => attempt('Not renamed', () => renameBatch(id, title).then(again)),
    forget: (batch: Batch) =>
      attempt('Not forgotten', async () => {
        await forgetBatch(id);
        notifications.show({ message: `“${titleOf(batch)}” is off the list. Its images are in the gallery.` });
        await navigate({ to: '/batches' });
        queries.removeQueries({ queryKey: batchKeys.one(id) });
        await queries.invalidateQueries({ queryKey: batchKeys.list });
      }),
    start: (request: BatchRequest) =>
      attempt('Not started', async () => {
        const started = await startBatch(request);
        notifications.show({ message: `${plural(started.images, 'image')} queued.` });
        await navigate({ to: '/batches/$id', params: { id: started.id } });
      }),
    table: () => saveFrom(assetUrl(`/api/batches/${id}/table.csv`)),
    /** The files with the table of them; of some images, or of all. */
    archive: (images: readonly string[] | null) =>
      attempt('No ZIP', async () => {
        if (images !== null && images.length > mostInAddress) {
          const { url } = await api.post<{ url: string }>('/api/images/archive', { ids: images });
          saveFrom(assetUrl(url));
        } else {
          const query = (images ?? []).map(image => `images=${image}`).join('&');
          saveFrom(assetUrl(`/api/batches/${id}/archive${query === '' ? '' : `?${query}`}`));
        }
        notifications.show({ message: `A ZIP of ${images === null ? 'all images' : plural(images.length, 'image')} is on its way.` });
        await Promise.resolve();
      }),
    sheet: (seen: Seen | null) =>
      attempt('No sheet', async () => {
        notifications.show({ message: 'The sheet is being made; it is saved as soon as it is there.' });
        saveFrom(assetUrl(await makeSheet(id, seen)));
      }),
  };
}

/** The same again with new seeds: of all of it, or of what was chosen, each with its own settings. */
export function requestAgain({ request }: Pick<Batch, 'request'>, chosen: readonly Cell[]): BatchRequest {
  const [first] = chosen;
  const count = request.seeds?.count ?? 1;
  if (!first) return { ...request, seeds: { count, random: true } };
  const base = { template: request.template, slots: request.slots, ...(request.style == null ? {} : { style: request.style }), ...(request.title == null ? {} : { title: request.title }) };
  const rows = [...new Map(chosen.map(cell => [JSON.stringify(valuesOf(cell)), valuesOf(cell)])).values()];
  // Of one kind there is something to choose from; of several, one more of each.
  if (rows.length === 1) return { ...base, slots: { ...request.slots, ...rows[0] }, seeds: { count: Math.max(4, chosen.length), random: true } };
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  return {
    ...base,
    seeds: { count: 1, random: true },
    axes: columns.map((slot, place) => ({ slot, values: rows.map(row => row[slot] ?? request.slots[slot] ?? null), ...(place === 0 ? {} : { zipWith: 0 }) })),
  };
}

const valuesOf = ({ values }: Cell) => Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'seed'));
