import { useMutation } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Engine } from '@/shared/api/types';

/** The answer comes later, as an engine event. */
export const useRefreshCatalog = (engine: Engine) =>
  useMutation({ mutationFn: () => api.post(`/api/engines/${encodeURIComponent(engine.id)}/refresh`) });
