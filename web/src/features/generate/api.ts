import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Generation, GenerationRequest, ReadImage } from '@/shared/api/types';
import { applyAnswer } from '@/shared/live/applyEvent';
import { beginJourney, keepJourney } from '@/shared/telemetry/journey';
import { traceparent, uuid } from '@/shared/telemetry/trace';
import { templatesQuery } from '@/shared/templates/queries';
import { templateFor, toRequest, type Settings } from '@/shared/forms/settings';

/** The same request after a lost answer must not make the pictures twice, so it carries the same key. */
let lastAttempt = { body: '', key: '' };

function keyFor(request: GenerationRequest): string {
  const body = JSON.stringify(request);
  if (lastAttempt.body !== body) lastAttempt = { body, key: uuid() };
  return lastAttempt.key;
}

export type Wish = {
  settings: Settings;
  /** The job that this tries again. */
  retryOf: string | null;
  /** Small and with few steps, to see what it will be. */
  draft: boolean;
};

export function useGenerate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ settings, retryOf, draft }: Wish) => {
      // Somebody may be quicker than the templates.
      const template = templateFor(settings, await queries.query({ ...templatesQuery, staleTime: 'static' }));
      if (!template) throw new Error('There is no template to make a picture with.');
      const request = { ...toRequest(settings, template), ...(retryOf === null ? {} : { retryOf }), ...(draft ? { draft } : {}) };
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

/** What a file tells of its making; it is not kept anywhere. */
export const readImage = (file: File) =>
  api.post<ReadImage>('/api/images/read', file, {
    params: { name: file.name },
    headers: { 'Content-Type': file.type === '' ? 'application/octet-stream' : file.type },
    timeout: 120_000,
  });
