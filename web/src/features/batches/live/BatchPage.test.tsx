import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import { aFailure, aJob, anImage } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aBatch, aCell } from '../testing';
import type { Batch, BatchRequest, Cell } from '../types';
import { BatchPage } from './BatchPage';

// jsdom lays nothing out; without room no cell would be in sight.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(700);
});

function serveBatch(batch: Batch, cells: Cell[]) {
  const state = { batch, cells };
  const asked: string[] = [];
  const note = (path: string, answer: object = {}) =>
    http.post(path, async ({ request }) => {
      asked.push(`${new URL(request.url).pathname} ${await request.text()}`.trim());
      return HttpResponse.json(answer);
    });
  serveStudio();
  server.use(
    http.get('*/api/engines', () => HttpResponse.json([{ id: 'one', status: 'ready' }])),
    http.get('*/api/batches/b1', () => HttpResponse.json(state.batch)),
    http.get('*/api/batches/b1/cells', ({ request }) => {
      const { searchParams } = new URL(request.url);
      const from = Number(searchParams.get('from'));
      return HttpResponse.json({ revision: state.batch.revision, items: state.cells.slice(from, from + Number(searchParams.get('count'))) });
    }),
    note('*/api/batches/b1/pause'),
    note('*/api/batches/b1/resume'),
    note('*/api/batches/b1/retry', { retried: 0 }),
    note('*/api/batches/b1/cancel', { cancelled: 3, stopping: 0, undo: { id: 'u1', until: '' } }),
    note('*/api/batches/b1/grow'),
    note('*/api/queue/undo/u1', { restored: 3 }),
  );
  return { state, asked };
}

const made = (index: number, patch: Partial<Cell> = {}) => aCell({ index, state: 'succeeded', imageId: `i${index}`, version: 'v', width: 512, height: 512, ...patch });
const cell = (name: RegExp) => screen.findByRole('button', { name });

it('FUN_BATCH_GEN_009_011_026 shows Image N of M, the rate, the time left, and each image as it comes', async () => {
  const { state } = serveBatch(aBatch({ images: 3, succeeded: 1, open: 2, rate: 4.2, secondsLeft: 95 }), [made(0), aCell({ index: 1 }), aCell({ index: 2 })]);
  const { say } = renderPage(BatchPage, '/batches/$id');

  const progress = await screen.findByRole('region', { name: 'Progress' });
  expect(progress).toHaveTextContent('Image 2 of 3');
  expect(progress).toHaveTextContent('4.2 a minute · about 2 min left');
  expect(await cell(/Seed 101: waiting/)).toBeVisible();

  state.batch = aBatch({ images: 3, succeeded: 2, open: 1, revision: 2 });
  say({ type: 'job', data: aJob({ id: 'j1', groupId: 'b1', index: 1, state: 'succeeded', seed: 101, images: [anImage({ id: 'new' })] }) });

  expect(await cell(/Seed 101: done|101: done/)).toBeVisible();
  await waitFor(() => expect(progress).toHaveTextContent('Image 3 of 3'));
});

it('says what holds all of it while nothing of it is made', async () => {
  serveBatch(aBatch({ images: 3, succeeded: 1, open: 2 }), [made(0), aCell({ index: 1 }), aCell({ index: 2 })]);
  server.use(http.get('*/api/engines', () => HttpResponse.json([{ id: 'one', status: 'unreachable' }])));
  renderPage(BatchPage, '/batches/$id');

  const head = await screen.findByRole('region', { name: 'Progress' });
  await waitFor(() => expect(head).toHaveTextContent('No engine answers1 of 3 images made'));
  expect(within(head).getByRole('link', { name: 'Engines' })).toHaveAttribute('href', '/engines');
});

it('tells the reason unasked where every image failed', async () => {
  const failed = { state: 'failed' as const, failure: { class: 'outOfMemory' as const, message: 'The card ran out of memory.' } };
  serveBatch(aBatch({ images: 2, succeeded: 0, failed: 2, open: 0, state: 'failed' }), [aCell({ index: 0, ...failed }), aCell({ index: 1, ...failed })]);
  renderPage(BatchPage, '/batches/$id');

  expect(await screen.findByRole('list', { name: 'Why images failed' })).toHaveTextContent('2 imagesThe card ran out of memory.');
  await userEvent.click(screen.getByRole('button', { name: '2 failed' }));
  expect(screen.queryByRole('list', { name: 'Why images failed' })).not.toBeInTheDocument();
});

it('FUN_BATCH_GEN_017 marks what failed, says why, and retries only that', async () => {
  const failed = { state: 'failed' as const, failure: { class: 'outOfMemory' as const, message: 'The card ran out of memory.' } };
  const { asked } = serveBatch(aBatch({ images: 3, succeeded: 1, failed: 2, open: 0, state: 'complete' }), [made(0), aCell({ index: 1, ...failed }), aCell({ index: 2, ...failed })]);
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');

  expect(await screen.findByText('1 of 3 images made, 2 failed')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '2 failed' }));
  expect(screen.getByRole('list', { name: 'Why images failed' })).toHaveTextContent('2 imagesThe card ran out of memory.');
  await user.click(screen.getByRole('button', { name: 'Retry failed' }));

  await waitFor(() => expect(asked).toContain('/api/batches/b1/retry'));
  expect(await screen.findByText(/the queue has forgotten what failed/)).toBeVisible();
});

it('FUN_BATCH_GEN_015_016 cancels what is left, keeps what is done, and can take that back', async () => {
  const { asked } = serveBatch(aBatch({ images: 4, succeeded: 1, open: 3 }), [made(0), aCell({ index: 1 }), aCell({ index: 2 }), aCell({ index: 3 })]);
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');

  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('3 images taken out of the queue.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: /^Undo/ }));

  await waitFor(() => expect(asked).toEqual(['/api/batches/b1/cancel', '/api/queue/undo/u1']));
  expect(await cell(/: done/)).toBeVisible();
});

it('is paused and resumed', async () => {
  const { asked, state } = serveBatch(aBatch(), [aCell({ index: 0 })]);
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');

  const pause = await screen.findByRole('button', { name: 'Pause' });
  state.batch = aBatch({ state: 'paused' });
  await user.click(pause);
  await user.click(await screen.findByRole('button', { name: 'Resume' }));

  await waitFor(() => expect(asked).toEqual(['/api/batches/b1/pause', '/api/batches/b1/resume']));
});

const axes = [
  { slot: 'steps', label: 'Steps', values: [10, 20, 30], zipWith: null },
  { slot: 'cfg', label: 'CFG', values: [4, 8], zipWith: null },
  { slot: 'sampler', label: 'Sampler', values: ['euler', 'ddim'], zipWith: null },
];
const sweep = Array.from({ length: 12 }, (_, index) =>
  made(index, { at: [0, Math.floor(index / 4), Math.floor(index / 2) % 2, index % 2, 0], seed: 7, values: { steps: 10, cfg: 4, sampler: 'euler' } }),
);
/** It opened its comparison once already. */
const isKnown = () => localStorage.setItem('comfystudio.batches.compared', '["b1"]');
const sweepBatch = aBatch({ images: 12, succeeded: 12, open: 0, state: 'complete', axes });

it('is a grid with headings, whose axes swap and whose third axis has tabs', async () => {
  isKnown();
  serveBatch(sweepBatch, sweep);
  const user = userEvent.setup();
  const { router } = renderPage(BatchPage, '/batches/$id');
  const heads = () => screen.getAllByRole('columnheader').map(head => head.textContent);

  const grid = await screen.findByRole('grid', { name: 'Images' });
  await waitFor(() => expect(heads()).toEqual(['CFG / Steps', '10', '20', '30']));
  expect((await within(grid).findAllByRole('rowheader')).map(head => head.textContent)).toEqual(['4', '8']);
  expect(await within(grid).findByRole('button', { name: 'Steps 30, CFG 8, Sampler euler: done' })).toBeVisible();

  await user.click(screen.getByRole('radio', { name: 'ddim' }));
  expect(await within(grid).findByRole('button', { name: 'Steps 30, CFG 8, Sampler ddim: done' })).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'Swap across and down' }));
  await waitFor(() => expect(heads()).toEqual(['Steps / CFG', '4', '8']));
  expect(router.state.location.search).toEqual({ x: 'axis1', y: 'axis0' });
});

it('makes a sheet that has across and down what is so on the page', async () => {
  isKnown();
  serveBatch(sweepBatch, sweep);
  const asked: string[] = [];
  server.use(
    http.post('*/api/batches/b1/sheet', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ id: 'e1', state: 'done', url: '/api/exports/e1/file' }, { status: 202 });
    }),
  );
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');
  const download = async () => {
    await user.click(await screen.findByRole('button', { name: 'More for this batch' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Download as one sheet' }));
  };

  await screen.findByRole('grid', { name: 'Images' });
  await download();
  await user.click(screen.getByRole('button', { name: 'Swap across and down' }));
  await download();

  await waitFor(() => expect(asked).toEqual(['?across=axis0&down=axis1', '?across=axis1&down=axis0']));
});

it('is gone through by keyboard: arrows, Space to choose, Enter to open', async () => {
  isKnown();
  serveBatch(sweepBatch, sweep);
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');
  (await cell(/Steps 10, CFG 4, Sampler euler/)).focus();

  await user.keyboard('{ArrowRight}{ArrowDown} ');
  expect(document.activeElement).toHaveAccessibleName('Steps 20, CFG 8, Sampler euler: done');
  expect(screen.getByRole('toolbar', { name: 'Chosen images' })).toHaveTextContent('1 chosen');

  await user.keyboard('{Enter}');
  expect(await screen.findByRole('dialog', { name: 'Steps 20, CFG 8, Sampler euler' })).toBeVisible();
  await user.keyboard('{ArrowRight}');
  expect(await screen.findByRole('dialog', { name: 'Steps 30, CFG 8, Sampler euler' })).toBeVisible();
});

it('FUN_BATCH_GEN_019 opens the comparison by itself when the last image is there, without taking the focus, and only once', async () => {
  const { state } = serveBatch(aBatch({ images: 2, succeeded: 1, open: 1 }), [made(0), aCell({ index: 1 })]);
  const user = userEvent.setup();
  const { say, router } = renderPage(BatchPage, '/batches/$id');
  const pause = await screen.findByRole('button', { name: 'More for this batch' });
  pause.focus();
  expect(screen.queryByRole('grid', { name: 'Comparison' })).not.toBeInTheDocument();

  state.batch = aBatch({ images: 2, succeeded: 2, open: 0, state: 'complete', revision: 2 });
  state.cells = [made(0), made(1)];
  say({ type: 'job', data: aJob({ id: 'j1', groupId: 'b1', index: 1, state: 'succeeded', images: [anImage({ id: 'i1' })] }) });

  expect(await screen.findByRole('grid', { name: 'Comparison' })).toBeVisible();
  expect(pause).toHaveFocus();
  // Two stand side by side.
  expect((await screen.findAllByRole('gridcell')).map(each => each.style.width)).toEqual(['482px', '482px']);

  await user.click(screen.getByRole('radio', { name: /Grid/ }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  expect(await screen.findByRole('grid', { name: 'Images' })).toBeVisible();
});

it('FUN_BATCH_GEN_019 opens the comparison of a grid of few columns under its headings', async () => {
  serveBatch(sweepBatch, sweep);
  renderPage(BatchPage, '/batches/$id');

  const grid = await screen.findByRole('grid', { name: 'Comparison' });
  expect(within(grid).getAllByRole('columnheader').map(head => head.textContent)).toEqual(['CFG / Steps', '10', '20', '30']);
  expect(await within(grid).findAllByRole('checkbox')).not.toHaveLength(0);
  expect(screen.queryByRole('radiogroup', { name: 'Columns' })).not.toBeInTheDocument();
  // All three side by side beside the headings.
  expect(within(grid).getAllByRole('gridcell')[0]?.style.width).toBe('289px');
});

it('FUN_BATCH_GEN_020_022_023 compares in two to four columns, with boxes to tick and a ZIP of the ticked', async () => {
  serveBatch(aBatch({ images: 5, succeeded: 5, open: 0, state: 'complete' }), [0, 1, 2, 3, 4].map(index => made(index)));
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id', '?view=compare');
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.href);
  });

  expect(await screen.findByRole('grid', { name: 'Comparison' })).toHaveAttribute('aria-colcount', '4');
  await user.click(within(screen.getByRole('radiogroup', { name: 'Columns' })).getByRole('radio', { name: '3' }));
  expect(screen.getByRole('grid', { name: 'Comparison' })).toHaveAttribute('aria-colcount', '3');
  for (const seed of [101, 103]) await user.click(screen.getByRole('checkbox', { name: `Choose Seed ${seed}` }));
  await user.click(screen.getByRole('button', { name: 'ZIP' }));

  await waitFor(() => expect(saved[0]).toMatch(/\/api\/batches\/b1\/archive\?images=i1&images=i3$/));
});

it('FUN_BATCH_GEN_024 makes the same prompt again with new seeds', async () => {
  serveBatch(aBatch({ images: 2, succeeded: 2, open: 0, state: 'complete' }), [made(0), made(1)]);
  const started: BatchRequest[] = [];
  server.use(
    http.post('*/api/batches', async ({ request }) => {
      started.push((await request.json()) as BatchRequest);
      return HttpResponse.json({ id: 'b2', images: 5, warnings: [] }, { status: 202 });
    }),
  );
  const user = userEvent.setup();
  const { router } = renderPage(BatchPage, '/batches/$id');
  server.use(http.get('*/api/batches/b2', () => HttpResponse.json(aBatch({ id: 'b2' }))), http.get('*/api/batches/b2/cells', () => HttpResponse.json({ revision: 1, items: [] })));

  await user.click(await screen.findByRole('button', { name: 'New seeds' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/batches/b2'));
  expect(started).toMatchObject([{ slots: { prompt: 'a lighthouse' }, seeds: { count: 5, random: true } }]);
});

it('grows by further values of an axis', async () => {
  const { asked } = serveBatch(aBatch({ ...sweepBatch, axes: axes.slice(0, 1) }), sweep.slice(0, 1));
  const user = userEvent.setup();
  renderPage(BatchPage, '/batches/$id');
  await user.click(await screen.findByRole('button', { name: 'More for this batch' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Grow' }));
  const dialog = await screen.findByRole('dialog', { name: 'More for this batch' });
  await user.click(within(dialog).getByRole('radio', { name: 'Values' }));
  await user.type(await within(dialog).findByRole('textbox', { name: 'Values of Steps' }), '30, 40');
  await user.click(within(dialog).getByRole('button', { name: 'Add to the queue' }));

  await waitFor(() => expect(asked).toEqual(['/api/batches/b1/grow {"axis":{"index":0,"values":[40]}}']));
});

it('draws only what is in sight of a thousand cells', async () => {
  const values = Array.from({ length: 40 }, (_, at) => at + 1);
  const many = Array.from({ length: 1_000 }, (_, index) => made(index, { at: [0, Math.floor(index / 25), index % 25, 0, 0] }));
  serveBatch(aBatch({ images: 1_000, succeeded: 1_000, open: 0, state: 'complete', axes: [{ slot: 'steps', label: 'Steps', values, zipWith: null }, { slot: 'cfg', label: 'CFG', values: values.slice(0, 25), zipWith: null }] }), many);
  renderPage(BatchPage, '/batches/$id');

  const grid = await screen.findByRole('grid', { name: 'Images' });
  await waitFor(() => expect(within(grid).getAllByRole('gridcell').length).toBeGreaterThan(10));
  expect(within(grid).getAllByRole('gridcell').length).toBeLessThan(100);
  expect(grid).toHaveAttribute('aria-colcount', '40');
  expect(grid).toHaveAttribute('aria-rowcount', '26');
});

it('keeps what it shows while the studio is away', async () => {
  serveBatch(aBatch({ images: 1, open: 1 }), [aCell({ index: 0 })]);
  const { say } = renderPage(BatchPage, '/batches/$id');
  await cell(/waiting/);
  server.use(http.get('*/api/batches/b1', () => HttpResponse.error()));

  say({ type: 'job', data: aJob({ id: 'j0', groupId: 'b1', state: 'failed', failure: aFailure() }) });

  expect(await screen.findByText(/this is what was known last/)).toBeVisible();
  expect(await cell(/failed/)).toBeVisible();
});

it('says that a batch is not there', async () => {
  serveStudio();
  server.use(http.get('*/api/batches/b1', () => HttpResponse.json({ title: 'No such batch', status: 404 }, { status: 404 })));
  renderPage(BatchPage, '/batches/$id');

  expect(await screen.findByText('There is no such batch')).toBeVisible();
});
