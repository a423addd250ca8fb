import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aFrame, aStory, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';

function open(imported: () => Response) {
  serveStudio();
  serveStory(aStory({ frames: [aFrame('a')] }));
  const chosen: unknown[] = [];
  server.use(
    http.post('*/api/images/import', ({ request }) => {
      chosen.push(new URL(request.url).searchParams.get('name'));
      return imported();
    }),
    http.post('*/api/sequences/:id/frames/:frame/picture', async ({ request, params }) => {
      chosen.push({ frame: params.frame, ...((await request.json()) as object) });
      return HttpResponse.json(aStory({ version: 4, frames: [aFrame('a', { picture: 'image-7' })] }));
    }),
  );
  renderPage(StoryPage, '/stories/$id', '?frame=a', 'open', 's1');
  return chosen;
}
const choose = async (file: File) => {
  const user = userEvent.setup({ applyAccept: false });
  await user.click(await screen.findByRole('button', { name: 'Own picture' }));
  expect(await screen.findByRole('menuitem', { name: 'From a file' })).toBeVisible();
  await user.upload(screen.getByLabelText('File for this frame'), file);
};

describe('a picture of ones own in a frame', () => {
  it('comes from a file: into the gallery, then into the frame', async () => {
    const chosen = open(() => HttpResponse.json({ imageId: 'image-7', relativePath: 'imports/sea.png', isKnown: false, source: null }, { status: 201 }));

    await choose(new File(['picture'], 'sea.png', { type: 'image/png' }));

    await waitFor(() => expect(chosen).toEqual(['sea.png', { frame: 'a', version: 3, image: 'image-7' }]));
    expect(await screen.findByRole('button', { name: 'Without it' })).toBeVisible();
  });

  it('that is no picture is refused before it is sent', async () => {
    const chosen = open(() => HttpResponse.error());

    await choose(new File(['words'], 'story.txt', { type: 'text/plain' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('That is not a picture.');
    expect(chosen).toEqual([]);
  });

  it('that only calls itself one is refused with the reason of the studio', async () => {
    const chosen = open(() => HttpResponse.json({ title: 'This is no image', status: 422, detail: 'It is no PNG, JPEG, WebP, GIF, MP4 or WebM.' }, { status: 422 }));

    await choose(new File(['words'], 'story.png', { type: 'image/png' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('It is no PNG, JPEG');
    expect(chosen).toEqual(['story.png']);
  });
});
