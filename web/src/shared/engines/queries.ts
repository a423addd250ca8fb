import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Engine, SystemInfo } from '@/shared/api/types';

export const engineKeys = { list: ['engines', 'list'] as const, system: ['system'] as const };

export const enginesQuery = queryOptions({
  queryKey: engineKeys.list,
  queryFn: ({ signal }) => api.get<Engine[]>('/api/engines', { signal }),
});

export const systemQuery = queryOptions({
  queryKey: engineKeys.system,
  queryFn: ({ signal }) => api.get<SystemInfo>('/api/system', { signal, timeout: 5_000 }),
});

/** Answers and can take work. */
export const isUp = (engine: Engine) => engine.status === 'ready' || engine.status === 'busy';
