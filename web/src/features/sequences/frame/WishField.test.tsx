import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aFrame, aStory, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';

function open() {
  serveStudio();
  const { asked } = serveStory(aStory({ frames: [aFrame('a', { timeOfDay: 'morning', shotType: 'wide' })] }));
  renderPage(StoryPage, '/stories/$id', '?frame=a', 'open', 's1');
  return asked;
}
const wish = async (words: string) => {
  const user = userEvent.setup();
  await user.type(await screen.findByRole('textbox', { name: 'Change this frame in words' }), `${words}{Enter}`);
  return user;
};

describe('a frame that is changed in words', () => {
  it('C1_8 shows what was changed, and changes it back', async () => {
    const asked = open();

    const user = await wish('night');

    expect(await screen.findByText('Frame 1 changed: shot type, time of day')).toBeVisible();
    expect(asked).toEqual([{ call: 'revise', body: { version: 3, wish: 'night' } }]);
    expect(screen.getByRole('textbox', { name: 'Change this frame in words' })).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked.at(-1)).toEqual({ call: 'patch', body: { version: 4, frame: { shotType: 'wide', timeOfDay: 'morning' } } }));
  });

  it('says at the field what the studio has against the wish, and keeps the words', async () => {
    open();
    server.use(
      http.post('*/api/sequences/:id/frames/:frame/revise', () =>
        HttpResponse.json({ title: 'Not valid', status: 400, errors: { wish: ['This frame has a prompt of its own.'] } }, { status: 400 }),
      ),
    );

    await wish('closer');

    expect(await screen.findByText('This frame has a prompt of its own.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Change this frame in words' })).toHaveValue('closer');
  });

  it('shows word for word what could not be used, and asks again', async () => {
    const asked = open();
    let isBroken = true;
    server.use(
      http.post('*/api/sequences/:id/frames/:frame/revise', () =>
        isBroken ? HttpResponse.json({ type: '/problems/producer-answer', title: 'No plan', status: 502, detail: 'It is no plan.', raw: 'I would rather not.' }, { status: 502 }) : undefined,
      ),
    );

    const user = await wish('closer');

    expect(await screen.findByText('I would rather not.')).toBeVisible();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked).toEqual([{ call: 'revise', body: { version: 3, wish: 'closer' } }]));
    await waitFor(() => expect(screen.queryByText('I would rather not.')).not.toBeInTheDocument());
  });

  it('is let go of by Cancel', async () => {
    open();
    server.use(http.post('*/api/sequences/:id/frames/:frame/revise', () => new Promise<Response>(() => undefined)));

    const user = await wish('closer');
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Change' })).toBeEnabled();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
