import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { ProblemError } from '@/shared/api/problem';
import type { CancelAnswer } from '@/shared/api/types';
import { uuid } from '@/shared/telemetry/trace';
import type { Batch, BatchPage, BatchPlan, BatchRequest, CellPage, GrowRequest, Retried, Sheet, StartedBatch } from './types';

export const batchKeys = {
  all: ['batches'] as const,
  list: ['batches', 'list'] as const,
  one: (id: string) => ['batches', 'one', id] as const,
  cells: (id: string) => ['batches', 'cells', id] as const,
  plan: ['batches', 'plan'] as const,
};

export const batchListQuery = infiniteQueryOptions({
  queryKey: batchKeys.list,
  queryFn: ({ pageParam, signal }) =>
    api.get<BatchPage>('/api/batches', { params: { limit: 30, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: page => page.nextCursor,
  staleTime: 0,
});

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: batchKeys.one(id),
    queryFn: ({ signal }) => api.get<Batch>(`/api/batches/${id}`, { signal }),
    staleTime: 0,
  });

/** As many as one answer carries. */
export const cellsAtOnce = 500;

export const cellsQuery = (id: string, page: number) =>
  queryOptions({
    queryKey: [...batchKeys.cells(id), page],
    queryFn: ({ signal }) => api.get<CellPage>(`/api/batches/${id}/cells`, { params: { from: page * cellsAtOnce, count: cellsAtOnce }, signal }),
    staleTime: 0,
  });

/** What is wrong with the request is an answer, too: it belongs to the fields, and is not asked for again. */
export type Planned = { plan: BatchPlan; errors: null } | { plan: null; errors: Readonly<Record<string, string>> };

export const planQuery = (request: BatchRequest | null) =>
  queryOptions({
    queryKey: [...batchKeys.plan, request],
    queryFn: async ({ signal }): Promise<Planned> => {
      try {
        return { plan: await api.post<BatchPlan>('/api/batches/plan', request, { signal }), errors: null };
      } catch (error) {
        if (error instanceof ProblemError && error.status === 400 && Object.keys(error.fields).length > 0) return { plan: null, errors: error.fields };
        throw error;
      }
    },
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 30_000,
  });

/** The same request after a lost answer must not make the batch twice, so it carries the same key. */
let lastAttempt = { body: '', key: '' };

function keyFor(request: BatchRequest): string {
  const body = JSON.stringify(request);
  if (lastAttempt.body !== body) lastAttempt = { body, key: uuid() };
  return lastAttempt.key;
}

export async function startBatch(request: BatchRequest) {
  const headers = { 'Idempotency-Key': keyFor(request) };
  const answer = await api.post<StartedBatch>('/api/batches', request, { headers, timeout: 60_000 });
  lastAttempt = { body: '', key: '' };
  return answer;
}

export const cancelBatch = (id: string) => api.post<CancelAnswer>(`/api/batches/${id}/cancel`);
export const holdBatch = (id: string, isHeld: boolean) => api.post<Batch>(`/api/batches/${id}/${isHeld ? 'pause' : 'resume'}`);
export const retryBatch = (id: string) => api.post<Retried>(`/api/batches/${id}/retry`);
export const growBatch = (id: string, more: GrowRequest, key: string) =>
  api.post<StartedBatch>(`/api/batches/${id}/grow`, more, { headers: { 'Idempotency-Key': key }, timeout: 60_000 });
export const renameBatch = (id: string, title: string) => api.patch<Batch>(`/api/batches/${id}`, { title });
export const forgetBatch = (id: string) => api.delete(`/api/batches/${id}`);

const sheetPause = 600;

/** Which dimensions of a batch go across and down. */
export type Seen = { across: string; down: string };

/** The address of the whole grid as one picture, once it is made; with across and down what is so on the page. */
export async function makeSheet(id: string, seen: Seen | null): Promise<string> {
  let sheet = await api.post<Sheet>(`/api/batches/${id}/sheet${seen === null ? '' : `?across=${seen.across}&down=${seen.down}`}`);
  while (sheet.state === 'queued' || sheet.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, sheetPause));
    sheet = await api.get<Sheet>(`/api/exports/${sheet.id}`);
  }
  if (sheet.url === null) throw new ProblemError('http', 0, { detail: sheet.problem ?? 'The sheet was cancelled.' });
  return sheet.url;
}
