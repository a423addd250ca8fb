import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aProducer, aStory } from '../fakes';
import { NewStoryPage } from './NewStoryPage';

const story = 'Mara keeps the lighthouse on the rocks, alone for thirty years. One night the lamp goes out while a storm comes in from the sea.';

function serveBeginnings() {
  serveStudio();
  const asked: unknown[] = [];
  server.use(
    http.get('*/api/producer', () => HttpResponse.json(aProducer)),
    http.post('*/api/sequences', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(aStory(), { status: 201 });
    }),
  );
  return asked;
}

it('FUN_SEQUENCE_GEN_001_to_007 sends story, frames, arc and family, seven frames unless told otherwise', async () => {
  const asked = serveBeginnings();
  const user = userEvent.setup();
  const { router } = renderPage(NewStoryPage, '/stories/new');

  await screen.findByRole('button', { name: 'Template: SDXL' });
  await user.click(screen.getByRole('textbox', { name: 'Story' }));
  await user.paste(story);
  expect(screen.getByText(`${story.length} of 100–1,000 characters`)).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: /Arc/ }), 'calm, storm');
  await user.click(screen.getByRole('button', { name: 'Plan the shots' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/stories/s1'));
  expect(asked).toEqual([{ text: story, frames: 7, arc: 'calm, storm', plan: true, template: 'text_to_image_sdxl' }]);
});

it('FUN_SEQUENCE_GEN_008 shows that the shots are being planned, and asks once', async () => {
  serveBeginnings();
  let asked = 0;
  server.use(
    http.post('*/api/sequences', () => {
      asked++;
      return new Promise<Response>(() => undefined);
    }),
  );
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  renderPage(NewStoryPage, '/stories/new');

  await screen.findByRole('button', { name: 'Template: SDXL' });
  await user.click(screen.getByRole('textbox', { name: 'Story' }));
  await user.paste(story);
  await user.click(screen.getByRole('button', { name: 'Plan the shots' }));

  await waitFor(() => expect(screen.getByRole('button', { name: 'Plan the shots' })).toHaveAttribute('data-loading'));
  await user.click(screen.getByRole('button', { name: 'Plan the shots' }));
  expect(asked).toBe(1);
});

it('says that a story is too short and sends nothing', async () => {
  const asked = serveBeginnings();
  const user = userEvent.setup();
  renderPage(NewStoryPage, '/stories/new');

  await user.type(await screen.findByRole('textbox', { name: 'Story' }), 'A ship.');
  await user.click(screen.getByRole('button', { name: 'Plan the shots' }));

  expect(await screen.findByText('A story needs at least 100 characters: 93 more.')).toBeVisible();
  expect(asked).toEqual([]);
});

it('takes a shot list in a file into the box, to be kept as it is', async () => {
  serveBeginnings();
  renderPage(NewStoryPage, '/stories/new');

  await userEvent.upload(await screen.findByLabelText('Story files'), new File(['1. A ship\n2. A storm'], 'my_shots.txt', { type: 'text/plain' }));

  expect(await screen.findByText('A shot list: its shots stay as they are.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('my shots');
});

it('keeps what was typed when the studio refuses it, and says why at the field', async () => {
  serveBeginnings();
  server.use(http.post('*/api/sequences', () => HttpResponse.json({ title: 'No', detail: 'Check the fields.', errors: { frames: ['3 to 50 frames.'] } }, { status: 400 })));
  const user = userEvent.setup();
  renderPage(NewStoryPage, '/stories/new');
  await user.click(await screen.findByRole('textbox', { name: 'Story' }));
  await user.paste(story);

  await user.click(screen.getByRole('button', { name: 'Plan the shots' }));

  expect(await screen.findByText('3 to 50 frames.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Story' })).toHaveValue(story);
  expect(localStorage.getItem('comfystudio.new-story')).toContain('lighthouse');
});

it('says of a story in another language that its words stay, where nobody translates them', async () => {
  serveBeginnings();
  const user = userEvent.setup();
  renderPage(NewStoryPage, '/stories/new');

  await user.click(await screen.findByRole('textbox', { name: 'Story' }));
  await user.paste('Mara hütet seit dreißig Jahren den Leuchtturm. Eines Abends kommt ein Sturm vom Meer, und die Lampe geht aus.');

  expect(await screen.findByText(/^This looks like German\. The shots will say it in these words/)).toBeVisible();
});

it('says nothing of the language to who has a model write the shots', async () => {
  serveBeginnings();
  server.use(http.get('*/api/producer', () => HttpResponse.json({ ...aProducer, kind: 'http', name: 'Ollama', available: false, problem: 'Ollama does not answer.' })));
  const user = userEvent.setup();
  renderPage(NewStoryPage, '/stories/new');

  await user.click(await screen.findByRole('textbox', { name: 'Story' }));
  await user.paste('Mara hütet seit dreißig Jahren den Leuchtturm. Eines Abends kommt ein Sturm vom Meer, und die Lampe geht aus.');

  expect(await screen.findByText(/Ollama does not answer\./)).toBeVisible();
  expect(screen.queryByText(/^This looks like/)).not.toBeInTheDocument();
});
