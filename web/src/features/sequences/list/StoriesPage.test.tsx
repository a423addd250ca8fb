import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { countsOf } from '@/testing/studio';
import { aSummary } from '../fakes';
import { StoriesPage } from './StoriesPage';

beforeEach(() =>
  server.use(
    http.get('*/api/queue', () => HttpResponse.json(countsOf([]))),
    http.get('*/api/engines', () => HttpResponse.json([{ id: 'one', status: 'ready' }])),
  ),
);

it('lists stories with how far they are', async () => {
  const items = [aSummary(), aSummary({ id: 's2', title: 'The ship', status: 'generating', frames: 5, done: 2, failed: 1 })];
  server.use(http.get('*/api/sequences', () => HttpResponse.json({ items, nextCursor: null })));
  renderPage(StoriesPage, '/stories');

  expect(await screen.findByRole('link', { name: /The lighthouse/ })).toHaveTextContent('7 frames');
  expect(screen.getByRole('link', { name: /The ship/ })).toHaveTextContent('2 of 5 frames made, 1 failed');
});

it('says why none of a story comes while nothing starts', async () => {
  const items = [aSummary(), aSummary({ id: 's2', title: 'The ship', status: 'generating', frames: 5, done: 2 })];
  server.use(
    http.get('*/api/sequences', () => HttpResponse.json({ items, nextCursor: null })),
    http.get('*/api/queue', () => HttpResponse.json({ ...countsOf([]), paused: true })),
  );
  renderPage(StoriesPage, '/stories');

  expect(await screen.findByText('2 of 5 frames made · The queue is paused')).toBeVisible();
  expect(screen.getByRole('link', { name: /The lighthouse/ })).not.toHaveTextContent('paused');
});

it('says what to do where there is none', async () => {
  server.use(http.get('*/api/sequences', () => HttpResponse.json({ items: [], nextCursor: null })));
  renderPage(StoriesPage, '/stories');

  expect(await screen.findByRole('link', { name: 'Tell the first one' })).toHaveAttribute('href', '/stories/new');
});

it('says what happened when they do not come, and asks again', async () => {
  let isUp = false;
  server.use(http.get('*/api/sequences', () => (isUp ? HttpResponse.json({ items: [aSummary()], nextCursor: null }) : HttpResponse.json({ title: 'The pictures are away', detail: 'The drive is not there.' }, { status: 503 }))));
  renderPage(StoriesPage, '/stories');

  expect(await screen.findByRole('alert')).toHaveTextContent('The drive is not there.');
  isUp = true;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByRole('link', { name: /The lighthouse/ })).toBeVisible();
});

it('deletes a story and brings it back', async () => {
  let isDeleted = false;
  server.use(
    http.get('*/api/sequences', () => HttpResponse.json({ items: isDeleted ? [] : [aSummary()], nextCursor: null })),
    http.delete('*/api/sequences/s1', () => {
      isDeleted = true;
      return HttpResponse.json({ id: 's1', trashId: null, images: 0 });
    }),
    http.post('*/api/sequences/s1/restore', () => {
      isDeleted = false;
      return HttpResponse.json({});
    }),
  );
  const user = userEvent.setup();
  renderPage(StoriesPage, '/stories');

  await user.click(await screen.findByRole('button', { name: 'Delete The lighthouse' }));
  expect(await screen.findByText('No story yet')).toBeVisible();
  await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: /Undo/ }));

  expect(await screen.findByRole('link', { name: /The lighthouse/ })).toBeVisible();
});
