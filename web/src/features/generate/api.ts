import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Generation, GenerationRequest, Template } from '@/shared/api/types';
import { modelsQuery } from '@/shared/models/queries';
import { applyAnswer } from '@/shared/live/applyEvent';
import { beginJourney, keepJourney } from '@/shared/telemetry/journey';
import { traceparent, uuid } from '@/shared/telemetry/trace';
import { toRequest, withTemplate, type Settings } from './settings';

export const templatesQuery = queryOptions({
  queryKey: ['generate', 'templates'],
  queryFn: ({ signal }) => api.get<Template[]>('/api/templates', { signal }),
  staleTime: Infinity,
});

export function useRefreshModels() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<unknown>('/api/models/refresh'),
    onSettled: () => queries.invalidateQueries({ queryKey: modelsQuery.queryKey }),
  });
}

/** The same request after a lost answer must not make the pictures twice, so it carries the same key. */
let lastAttempt = { body: '', key: '' };

function keyFor(request: GenerationRequest): string {
  const body = JSON.stringify(request);
  if (lastAttempt.body !== body) lastAttempt = { body, key: uuid() };
  return lastAttempt.key;
}

export function useGenerate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ settings, retryOf }: { settings: Settings; retryOf: string | null }) => {
      // Somebody may be quicker than the templates.
      const templates = await queries.query({ ...templatesQuery, staleTime: 'static' });
      const request = { ...toRequest(withTemplate(settings, templates)), ...(retryOf === null ? {} : { retryOf }) };
      const journey = beginJourney({ template: request.template, count: String(request.count) });
      const headers = { 'Idempotency-Key': keyFor(request), traceparent: traceparent(journey) };
      const generation = await api.post<Generation>('/api/generations', request, { headers });
      lastAttempt = { body: '', key: '' };
      keepJourney(generation.id, journey);
      return generation;
    },
    onSuccess: ({ jobs }) => {
      for (const job of jobs) applyAnswer(queries, job);
    },
  });
}
