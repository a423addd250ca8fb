import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it } from 'vitest';
import { aJob } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { countsOf } from '@/testing/studio';
import { BatchesPage } from './BatchesPage';
import { aBatch } from './testing';
import type { BatchSummary } from './types';

beforeEach(() =>
  server.use(
    http.get('*/api/queue', () => HttpResponse.json(countsOf([]))),
    http.get('*/api/engines', () => HttpResponse.json([{ id: 'one', status: 'ready' }])),
  ),
);

function serveList(items: BatchSummary[]) {
  const state = { items };
  server.use(http.get('*/api/batches', () => HttpResponse.json({ items: state.items, nextCursor: null })));
  return state;
}

it('says what to do where there is nothing yet', async () => {
  serveList([]);
  renderPage(BatchesPage, '/batches');

  expect(await screen.findByRole('link', { name: 'Make a batch' })).toHaveAttribute('href', '/batches/new');
});

it('shows each batch with how far it is, and follows it', async () => {
  const state = serveList([aBatch({ title: 'Piers', succeeded: 1, open: 4 }), aBatch({ id: 'b2', succeeded: 4, failed: 1, open: 0, state: 'complete' })]);
  const { say } = renderPage(BatchesPage, '/batches');

  expect(await screen.findByRole('link', { name: /^Piers.*Running.*Image 2 of 5/ })).toHaveAttribute('href', '/batches/b1');
  expect(screen.getByRole('link', { name: /^a lighthouse.*4 of 5 images made, 1 failed/ })).toBeVisible();

  state.items = [aBatch({ title: 'Piers', succeeded: 2, open: 3 })];
  say({ type: 'job', data: aJob({ groupId: 'b1', state: 'succeeded' }) });
  await waitFor(() => expect(screen.getByRole('link', { name: /^Piers.*Image 3 of 5/ })).toBeVisible());
});

it('says why none of a batch comes while nothing starts', async () => {
  serveList([aBatch({ title: 'Piers', succeeded: 1, open: 4 }), aBatch({ id: 'b2', title: 'Boats', succeeded: 5, open: 0, state: 'complete' })]);
  server.use(http.get('*/api/queue', () => HttpResponse.json({ ...countsOf([]), paused: true })));
  renderPage(BatchesPage, '/batches');

  expect(await screen.findByRole('link', { name: /^Piers.*The queue is paused.*Image 2 of 5/ })).toBeVisible();
  expect(screen.getByRole('link', { name: /^Boats.*Done/ })).not.toHaveTextContent('paused');
  expect(screen.getByText('1 waiting')).toBeVisible();
  expect(screen.queryByText('1 running')).not.toBeInTheDocument();
});

it('says what happened when the list does not come', async () => {
  server.use(http.get('*/api/batches', () => HttpResponse.json({ title: 'The queue is away', detail: 'Redis does not answer.' }, { status: 503 })));
  renderPage(BatchesPage, '/batches');

  expect(await screen.findByRole('alert')).toHaveTextContent('Redis does not answer.');
});
