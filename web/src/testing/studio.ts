import { http, HttpResponse } from 'msw';
import type { GenerationRequest, Job, Models } from '@/shared/api/types';
import { aJob, aTemplate } from './builders';
import { server } from './server';

const model = (name: string) => ({ name, label: name.replace('.safetensors', ''), folder: null, group: 'base' as const, engines: ['a'] });

export const someModels: Models = {
  asOf: '2026-01-02T12:00:00Z',
  reachable: true,
  checkpoints: [model('juggernautXL.safetensors'), model('dreamshaper.safetensors')],
  loras: [],
  vae: [],
  samplers: ['euler', 'ddim'],
  schedulers: ['normal', 'karras'],
};

/** A studio that answers as the API does, and remembers what it was asked to make. */
export function serveStudio({ jobs = [] as Job[] } = {}) {
  const known = [...jobs];
  const asked: { body: GenerationRequest; headers: Headers }[] = [];
  const isIn = (job: Job, states: string | null) =>
    states === null || states.split(',').some(state => state === job.state || (state === 'ended' && job.endedAt !== null));

  server.use(
    http.get('*/api/system', () => HttpResponse.json({ version: '1', simulator: false, dashboardUrl: null, imagesOnline: true, imagesRoot: '/pictures' })),
    http.get('*/api/templates', () => HttpResponse.json([aTemplate(), aTemplate('text_to_image_sd15', 512)])),
    http.get('*/api/templates/:id/preflight', () => HttpResponse.json({ engines: [] })),
    http.get('*/api/models', () => HttpResponse.json(someModels)),
    http.get('*/api/engines', () => HttpResponse.json([])),
    http.get('*/api/images', () => HttpResponse.json({ items: [], next: null, count: 0, totalBytes: 0, total: 0, scanning: false, online: true })),
    http.get('*/api/jobs', ({ request }) => {
      const states = new URL(request.url).searchParams.get('state');
      return HttpResponse.json({ items: known.filter(job => isIn(job, states)), next: null });
    }),
    http.get('*/api/queue/waiting', ({ request }) => {
      const { searchParams } = new URL(request.url);
      const waiting = known.filter(job => job.state === 'queued').toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
      const offset = Number(searchParams.get('offset'));
      return HttpResponse.json({ items: waiting.slice(offset, offset + Number(searchParams.get('limit'))), total: waiting.length });
    }),
    http.get('*/api/queue', () => HttpResponse.json(countsOf(known))),
    http.post('*/api/telemetry/spans', () => new HttpResponse(null, { status: 202 })),
    http.post('*/api/generations', async ({ request }) => {
      const body = (await request.json()) as GenerationRequest;
      asked.push({ body, headers: request.headers });
      const made = Array.from({ length: body.count }, (_, index) =>
        aJob({ groupId: 'g1', index, groupSize: body.count, slots: body.slots, prompt: typeof body.slots.prompt === 'string' ? body.slots.prompt : null, position: index }),
      );
      known.unshift(...made.toReversed());
      return HttpResponse.json({ id: 'g1', jobs: made }, { status: 202 });
    }),
  );
  return { asked, jobs: known };
}

export const countsOf = (jobs: readonly Job[]) => {
  const number = (...states: string[]) => jobs.filter(job => states.includes(job.state)).length;
  return {
    queued: number('queued'),
    active: number('leased', 'submitting', 'submitted', 'running', 'collecting', 'unknown'),
    succeeded: number('succeeded'),
    failed: number('failed'),
    parked: number('parked'),
    cancelled: number('cancelled'),
    paused: false,
    pausedGroups: [],
  };
};
