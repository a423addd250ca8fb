import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Engine, EngineRequest } from '@/shared/api/types';
import { engineKeys } from '@/shared/engines/queries';

export type EngineDeed = 'pause' | 'resume' | 'drain';

const path = (id: string) => `/api/engines/${encodeURIComponent(id)}`;

/** The answer is how the engine stands now; the events that follow say the same to every other page. */
function keep(queries: QueryClient, engine: Engine) {
  queries.setQueryData<Engine[]>(engineKeys.list, known =>
    known && [...known.filter(({ id }) => id !== engine.id), engine].toSorted((a, b) => a.name.localeCompare(b.name)),
  );
}

export function useSaveEngine(id: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: EngineRequest) => (id === null ? api.post<Engine>('/api/engines', request) : api.put<Engine>(path(id), request)),
    onSuccess: engine => keep(queries, engine),
  });
}

export function useSteerEngine(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deed: EngineDeed) => api.post<Engine>(`${path(id)}/${deed}`),
    onSuccess: engine => keep(queries, engine),
  });
}

export function useRemoveEngine(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(path(id)),
    onSuccess: () => queries.setQueryData<Engine[]>(engineKeys.list, known => known?.filter(engine => engine.id !== id)),
  });
}

export function useRestoreEngine(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Engine>(`${path(id)}/restore`),
    onSuccess: engine => keep(queries, engine),
  });
}

/** The answer comes later, as an engine event. */
export const useRefreshCatalog = (id: string) => useMutation({ mutationFn: () => api.post(`${path(id)}/refresh`) });
