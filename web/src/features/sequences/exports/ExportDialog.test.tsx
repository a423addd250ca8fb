import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aFrame, aStory, aTake, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';

const song = () => new File(['RIFF....WAVE'], 'song.wav', { type: 'audio/wav' });

/** Opens the dialog of one kind; `asked` is what it was asked to make. */
async function open(item: string) {
  serveStudio();
  serveStory(aStory({ frames: [aFrame('a', { takes: [aTake()] })] }));
  const asked: { kind: string; settings: object }[] = [];
  server.use(
    http.get('*/api/exports', () => HttpResponse.json([])),
    http.post('*/api/exports', async ({ request }) => {
      const wish = (await request.json()) as { kind: string; settings: object };
      asked.push(wish);
      return HttpResponse.json({ id: 'e1', sequence: 's1', kind: wish.kind, state: 'queued', done: 0, total: 1, bytes: 0, fileName: 'a', problem: null, warnings: [], createdAt: '2026-01-02T12:00:00Z' }, { status: 202 });
    }),
  );
  renderPage(StoryPage, '/stories/$id', '', 'open', 's1');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return { user, asked, dialog: within(await screen.findByRole('dialog', { name: item })) };
}

describe('an export', () => {
  it('is a timeline at a rate that editors know', async () => {
    const { user, asked, dialog } = await open('Timeline for an editor');

    await user.click(dialog.getByRole('combobox', { name: 'Pictures per second' }));
    await user.click(await screen.findByRole('option', { name: '23.976' }));
    await user.click(dialog.getByRole('button', { name: 'Export' }));

    await waitFor(() => expect(asked).toEqual([expect.objectContaining({ kind: 'timeline', settings: { fps: 23.976, fadeMs: 0 } })]));
  });

  it('has the sound that was chosen, until it is removed', async () => {
    server.use(http.post('*/api/sounds', () => HttpResponse.json({ id: 'c0ffee', seconds: 61.5, bytes: 12, contentType: 'audio/wav', url: '/api/sounds/c0ffee' }, { status: 201 })));
    const { user, asked, dialog } = await open('Animatic (MP4)');

    await user.upload(dialog.getByLabelText('File for the sound'), song());
    expect(await dialog.findByText('song.wav')).toBeVisible();
    expect(dialog.getByText('1:02')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Remove the sound' }));
    await user.upload(dialog.getByLabelText('File for the sound'), song());
    await dialog.findByText('song.wav');
    await user.click(dialog.getByRole('button', { name: 'Export' }));

    await waitFor(() => expect(asked[0]?.settings).toMatchObject({ sound: 'c0ffee', burnNumbers: false }));
  });

  it('says at its field why a sound is not taken', async () => {
    const detail = 'Videos and sounds need ffmpeg, which is not installed.';
    server.use(http.post('*/api/sounds', () => HttpResponse.json({ title: 'Sounds cannot be checked now', detail, errors: { file: [detail] } }, { status: 503 })));
    const { user, dialog } = await open('Animatic (MP4)');

    await user.upload(dialog.getByLabelText('File for the sound'), song());

    expect(await within(dialog.getByRole('group', { name: 'Sound' })).findByRole('alert')).toHaveTextContent(detail);
    expect(dialog.getByRole('button', { name: 'Drop or choose a sound' })).toBeVisible();
  });
});
