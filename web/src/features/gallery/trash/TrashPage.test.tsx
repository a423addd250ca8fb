import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { TrashPage } from './TrashPage';

const image = { id: 'i1', prompt: 'a fox', fileName: 'fox.png', thumbnails: {} };
const item = { trashId: 't1', images: [image], bytes: 1_000, deletedAt: '2026-01-02T12:00:00Z', expiresAt: '2026-02-01T12:00:00Z' };

function open() {
  const asked: string[] = [];
  const state = { items: [item] };
  serveStudio();
  server.use(
    http.get('*/api/trash', () => HttpResponse.json({ items: state.items, count: state.items.length, bytes: 1_000 })),
    http.delete('*/api/trash', () => {
      asked.push('empty');
      state.items = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(TrashPage, '/gallery/trash');
  return asked;
}

it('keeps everything on a hasty Enter, for nothing brings it back', async () => {
  const asked = open();
  const user = userEvent.setup();

  await user.click(await screen.findByRole('button', { name: 'Empty the trash' }));
  const dialog = await screen.findByRole('dialog', { name: 'Empty the trash?' });
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Keep them' })).toHaveFocus());
  await user.keyboard('{Enter}');

  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(asked).toEqual([]);
});

it('is emptied by who says so', async () => {
  const asked = open();
  const user = userEvent.setup();

  await user.click(await screen.findByRole('button', { name: 'Empty the trash' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete for good' }));

  expect(await screen.findByText('The trash is empty')).toBeVisible();
  expect(asked).toEqual(['empty']);
});
