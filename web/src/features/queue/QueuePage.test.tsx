import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aFailure, aJob, anImage } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { countsOf, serveStudio } from '@/testing/studio';
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

it('takes a waiting job out at once and for ten seconds offers to put it back', async () => {
  const { jobs } = serveStudio({ jobs: [first] });
  const user = userEvent.setup();
  const { say } = renderPage(QueuePage, '/queue');
  const gone = { ...first, state: 'cancelled' as const, endedAt: '2026-01-02T12:00:00Z' };
  const undone = vi.fn();
  server.use(
    http.post('*/api/jobs/w1/cancel', () => {
      jobs[0] = gone;
      return HttpResponse.json({ cancelled: 1, stopping: 0, undo: { id: 'u1', until: '2026-01-02T12:00:10Z' }, job: gone });
    }),
    http.post('*/api/queue/undo/u1', () => {
      undone();
      jobs[0] = first;
      return HttpResponse.json({ restored: 1 });
    }),
  );

  await user.click(within(await item(/a pier/)).getByRole('button', { name: 'Cancel: a pier' }));
  expect(await item(/Cancelled: a pier/)).toBeVisible();
  await user.keyboard('{Control>}z{/Control}');

  await waitFor(() => expect(undone).toHaveBeenCalledOnce());
  say({ type: 'job', data: first });
  expect(await item(/Queued/)).toBeVisible();
});

it('says that it is too late to put something back', async () => {
  serveStudio({ jobs: [first] });
  const user = userEvent.setup();
  renderPage(QueuePage, '/queue');
  server.use(
    http.post('*/api/jobs/w1/cancel', () =>
      HttpResponse.json({ cancelled: 1, stopping: 0, undo: { id: 'u1', until: '' }, job: { ...first, state: 'cancelled', endedAt: '2026-01-02T12:00:00Z' } }),
    ),
    http.post('*/api/queue/undo/u1', () => HttpResponse.json({ title: 'Too late', detail: 'That was more than ten seconds ago.' }, { status: 410 })),
  );

  await user.click(within(await item(/a pier/)).getByRole('button', { name: 'Cancel: a pier' }));
  await user.click(await screen.findByRole('button', { name: /^Undo/ }));

  expect(await screen.findByText('That was more than ten seconds ago.')).toBeVisible();
});

describe('the line', () => {
  const asked: unknown[] = [];
  const listen = (path: string, answer: () => object = () => ({})) =>
    server.use(
      http.post(path, async ({ request }) => {
        const text = await request.text();
        asked.push(text === '' ? null : JSON.parse(text));
        return HttpResponse.json(answer());
      }),
    );
  const third = aJob({ id: 'w3', prompt: 'a mill', position: 2, groupId: 'g', groupSize: 4 });
  const prompts = () => screen.getAllByRole('article').map(article => article.getAttribute('aria-label')?.split(': ')[1]);
  beforeEach(() => void asked.splice(0));

  it('is put in another order by keyboard, at once and for good', async () => {
    serveStudio({ jobs: [first, second, third] });
    listen('*/api/queue/move');
    const user = userEvent.setup();
    renderPage(QueuePage, '/queue');
    const row = (await item(/a mill/)).closest<HTMLElement>('[data-key]');

    row?.focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');

    expect(prompts()).toEqual(['a pier', 'a mill', 'a tram']);
    await waitFor(() => expect(asked).toEqual([{ jobs: ['w3'], before: 'w2' }]));
    expect(screen.getByText('Moved to the 2nd place of 3.')).toBeInTheDocument();
  });

  it('is put in another order by menu', async () => {
    serveStudio({ jobs: [first, second, third] });
    listen('*/api/queue/move');
    const user = userEvent.setup();
    renderPage(QueuePage, '/queue');

    await user.click(within(await item(/a pier/)).getByRole('button', { name: 'More for a pier' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Move to the back' }));

    expect(prompts()).toEqual(['a tram', 'a mill', 'a pier']);
    expect(asked).toEqual([{ jobs: ['w1'], to: 'back' }]);
  });

  it('is chosen from, and what is chosen is changed together', async () => {
    serveStudio({ jobs: [first, second, third] });
    listen('*/api/queue/priority');
    const user = userEvent.setup();
    renderPage(QueuePage, '/queue');

    await user.click(await screen.findByRole('checkbox', { name: 'Select a pier' }));
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('checkbox', { name: 'Select a mill' }));
    await user.keyboard('{/Shift}');
    const bar = screen.getByRole('toolbar', { name: 'Selected jobs' });
    expect(bar).toHaveTextContent('3 images');
    await user.click(within(bar).getByRole('button', { name: 'Priority' }));
    await user.click(await screen.findByRole('menuitem', { name: /First/ }));

    await waitFor(() => expect(asked).toEqual([{ jobs: ['w1', 'w2', 'w3'], priority: 0 }]));
  });

  it('can be held, all of it or one group, and says so', async () => {
    serveStudio({ jobs: [third] });
    listen('*/api/queue/pause');
    listen('*/api/generations/g/pause');
    const user = userEvent.setup();
    const { say } = renderPage(QueuePage, '/queue');
    await item(/a mill/);

    await user.click(screen.getByRole('button', { name: 'Pause' }));
    say({ type: 'queue', data: { ...countsOf([third]), paused: true } });
    expect(await screen.findByText('The queue is paused.')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'More for a mill' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Pause this group of 4' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    say({ type: 'job', data: { ...third, held: true } });
    expect(await item(/Paused: a mill/)).toBeVisible();
  });

  it('asks for nothing anew when jobs leave it that it knew', async () => {
    serveStudio({ jobs: [first, second, third] });
    const { say } = renderPage(QueuePage, '/queue');
    await item(/a pier/);
    const fetched = vi.fn();
    server.use(http.get('*/api/queue/waiting', () => { fetched(); return HttpResponse.error(); }));

    say({ type: 'job', data: { ...first, state: 'running', attempt: 1 } });

    expect(await item(/Queued · next in line: a tram/)).toBeVisible();
    expect(fetched).not.toHaveBeenCalled();
  });
});

it('asks before running work is lost, and offers to spare it', async () => {
  serveStudio({ jobs: [running, first] });
  const user = userEvent.setup();
  renderPage(QueuePage, '/queue');
  await item(/a fox/);
  const body = vi.fn();
  server.use(http.post('*/api/queue/cancel', async ({ request }) => { body(await request.json()); return HttpResponse.json({ cancelled: 1, stopping: 0, undo: null }); }));

  await user.click(screen.getByRole('button', { name: 'More for the queue' }));
  await user.click(await screen.findByRole('menuitem', { name: /Cancel everything/ }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Only what waits' }));

  await waitFor(() => expect(body).toHaveBeenCalledWith({ waitingOnly: true }));
});

it('leads from a failure to the form with its values, and to another engine', async () => {
  serveStudio({ jobs: [{ ...failed, engine: { id: 'a', name: 'Studio' } }] });
  const user = userEvent.setup();
  const { router } = renderPage(QueuePage, '/queue');
  server.use(http.get('*/api/engines', () => HttpResponse.json([{ id: 'a', name: 'Studio', status: 'ready' }, { id: 'b', name: 'Attic', status: 'ready' }])));

  await user.click(within(await item(/Failed: a storm/)).getByRole('button', { name: 'More for a storm' }));
  expect(await screen.findByRole('menuitem', { name: 'Attic' })).toBeVisible();
  await user.click(screen.getByRole('menuitem', { name: 'Edit and retry' }));

  expect(router.state.location).toMatchObject({ pathname: '/generate', search: { retry: 'f' } });
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
