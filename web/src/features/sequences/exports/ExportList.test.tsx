import { focusManager } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aFrame, aStory, aTake, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';
import type { StoryExport } from '../types';

const film = (facts: Partial<StoryExport>): StoryExport =>
  ({ id: 'e1', sequence: 's1', kind: 'mp4', title: 'The lighthouse', state: 'running', done: 13, total: 100, bytes: 0, fileName: 'film.mp4', problem: null, warnings: [], createdAt: '2026-01-02T12:00:00Z', endedAt: null, ...facts }) as StoryExport;

/** The page of a story; `known` are its exports as the studio knows them. */
function open(first: StoryExport[]) {
  let known = first;
  let looks = 0;
  serveStudio();
  serveStory(aStory({ frames: [aFrame('a', { takes: [aTake()] })] }));
  server.use(
    http.get('*/api/exports', () => {
      looks++;
      return HttpResponse.json(known);
    }),
    http.delete('*/api/exports/:id', () => {
      known = [film({ state: 'cancelled' })];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(StoryPage, '/stories/$id', '', 'open', 's1');
  return { looks: () => looks, becomes: (next: StoryExport[]) => (known = next) };
}

afterEach(() => focusManager.setFocused(undefined));

describe('the exports of a story', () => {
  it('tell how far they are and can be cancelled', async () => {
    open([film({})]);
    const list = within(await screen.findByRole('list', { name: 'Exports' }));
    expect(list.getByText('13 %')).toBeInTheDocument();

    await userEvent.click(list.getByRole('button', { name: 'Cancel Animatic (MP4)' }));
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Exports' })).not.toBeInTheDocument());
  });

  it('are seen by whoever comes back to the page when they were begun elsewhere', async () => {
    const { looks, becomes } = open([]);
    await waitFor(() => expect(looks()).toBe(1));
    becomes([film({ state: 'running', done: 40 })]);

    focusManager.setFocused(false);
    focusManager.setFocused(true);

    expect(await screen.findByText('40 %')).toBeInTheDocument();
  });
});
