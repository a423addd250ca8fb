import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import { aFailure, aJob, anImage } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { QueuePage } from './QueuePage';

// jsdom lays nothing out; without a height no row would be in sight.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
});

const ended = { endedAt: '2026-01-02T12:00:00Z', startedAt: '2026-01-02T11:59:48Z' };
const running = aJob({ id: 'r', state: 'running', prompt: 'a fox', engine: { id: 'a', name: 'Studio' } });
const first = aJob({ id: 'w1', prompt: 'a pier', position: 0, waitReason: 'Studio is away' });
const second = aJob({ id: 'w2', prompt: 'a tram', position: 1, waitReason: 'Waits behind 1 job' });
const failed = aJob({
  id: 'f',
  state: 'failed',
  prompt: 'a storm',
  failure: aFailure({ class: 'outOfMemory', message: 'The card ran out of memory.', nodeId: '8', nodeType: 'VAEDecode', field: 'samples' }),
  ...ended,
});
const done = aJob({ id: 'd', state: 'succeeded', prompt: 'a lighthouse', images: [anImage()], ...ended });

const item = (name: RegExp) => screen.findByRole('article', { name });

it('shows what runs, what waits in order and why, and what ended', async () => {
  serveStudio({ jobs: [second, first, running, failed, done] });
  renderPage(QueuePage, '/queue');

  await item(/a fox/);
  expect(screen.getAllByRole('article').map(article => article.getAttribute('aria-label'))).toEqual([
    'Preparing: a fox',
    'Queued · next in line: a pier',
    'Queued · 2nd in line: a tram',
    'Failed: a storm',
    'Done: a lighthouse',
  ]);
  expect(await item(/a pier/)).toHaveTextContent('Studio is away');
  expect(await item(/a lighthouse/)).toHaveTextContent('12 s');
});

it('says of a failure what, where and what to do', async () => {
  serveStudio({ jobs: [failed] });
  const { user } = { user: userEvent.setup(), ...renderPage(QueuePage, '/queue') };
  const again = aJob({ id: 'f2', prompt: 'a storm', retryOf: 'f', position: 0 });
  server.use(http.post('*/api/jobs/f/retry', () => HttpResponse.json(again, { status: 202 })));

  const storm = await item(/Failed: a storm/);
  expect(storm).toHaveTextContent('The card ran out of memory.');
  expect(storm).toHaveTextContent('VAEDecode');
  expect(storm).toHaveTextContent('samples');
  await user.click(within(storm).getByRole('button', { name: 'Retry' }));

  expect(await item(/Queued · next in line: a storm/)).toBeVisible();
});

it('takes a waiting job out at once and offers to put it back', async () => {
  serveStudio({ jobs: [first] });
  const user = userEvent.setup();
  renderPage(QueuePage, '/queue');
  const retried = vi.fn();
  server.use(
    http.post('*/api/jobs/w1/cancel', () => HttpResponse.json({ ...first, state: 'cancelled', position: null, ...ended })),
    http.post('*/api/jobs/w1/retry', () => {
      retried();
      return HttpResponse.json(aJob({ id: 'w3', prompt: 'a pier', position: 0 }), { status: 202 });
    }),
  );

  await user.click(within(await item(/a pier/)).getByRole('button', { name: 'Cancel' }));
  expect(await item(/Cancelled: a pier/)).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Put it back' }));

  await waitFor(() => expect(retried).toHaveBeenCalledOnce());
  expect(await item(/Queued/)).toBeVisible();
});

it('moves a job from running to ended as the stream tells', async () => {
  const { jobs } = serveStudio({ jobs: [running] });
  const { say } = renderPage(QueuePage, '/queue');
  await item(/a fox/);

  say({ type: 'progress', data: { jobId: 'r', progress: { nodeId: '3', nodeType: 'KSampler', value: 3, max: 20, fraction: 0.15 } } });
  expect(await item(/Step 3 of 20: a fox/)).toBeVisible();
  const finished = { ...running, state: 'succeeded' as const, images: [anImage({ prompt: 'a fox' })], ...ended };
  jobs[0] = finished;
  say({ type: 'job', data: finished });

  expect(await item(/Done: a fox/)).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'Running' })).not.toBeInTheDocument();
});

it('shows only what a filter names, and keeps it in the address', async () => {
  serveStudio({ jobs: [first, failed, done] });
  const user = userEvent.setup();
  const { router } = renderPage(QueuePage, '/queue');
  await item(/a pier/);

  await user.click(screen.getByRole('button', { name: /^Failed/ }));

  expect(await item(/a storm/)).toBeVisible();
  expect(screen.queryByRole('article', { name: /a lighthouse/ })).not.toBeInTheDocument();
  expect(router.state.location.search).toEqual({ show: 'failed' });
});

it('says what to do when there is nothing', async () => {
  serveStudio();
  renderPage(QueuePage, '/queue');

  expect(await screen.findByText('The queue is empty')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Generate an image' })).toHaveAttribute('href', '/generate');
});
