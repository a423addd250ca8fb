import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { serveStudio } from '@/testing/studio';
import { aFrame, aStory, aTake, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';
import type { Character, Story } from '../types';

const mara: Character = { id: 'mara', name: 'Mara', looks: 'red hair', outfits: [], references: [], lora: null, weight: 1 };

function open(story: Story, search = '?view=bible') {
  serveStudio();
  const studio = serveStory(story);
  return { ...studio, ...renderPage(StoryPage, '/stories/$id', search, 'open', 's1') };
}

describe('a reference', () => {
  it('is chosen among the frames by keyboard, and taken away again', async () => {
    const { now } = open(aStory({ characters: [mara] }));
    const user = userEvent.setup();

    (await screen.findByRole('button', { name: 'Drop or choose a reference of Mara' })).focus();
    await user.keyboard('{Enter}');
    (await screen.findByRole('menuitem', { name: 'As in a frame' })).focus();
    await user.keyboard('{Enter}');
    const picker = await screen.findByRole('dialog', { name: 'Mara, as in a frame' });
    within(picker).getByRole('button', { name: /Frame 2/ }).focus();
    await user.keyboard('{Enter}');

    await waitFor(() => expect(now().characters[0]?.references).toEqual([{ input: null, weight: 1, frame: 'b' }]), { timeout: 3_000 });
    const references = screen.getByRole('group', { name: 'References of Mara' });
    expect(within(references).getByText('Frame 2')).toBeVisible();
    await user.click(within(references).getByRole('button', { name: 'Remove this reference' }));
    await waitFor(() => expect(now().characters[0]?.references).toEqual([]), { timeout: 3_000 });
  });

  it('that is a frame shows its picture, and one that was taken out says so', async () => {
    const frames = [aFrame('a', { takes: [aTake({ imageId: 'image-9' })] }), aFrame('b')];
    open(aStory({ frames, characters: [{ ...mara, references: [{ input: null, weight: 1, frame: 'a' }, { input: null, weight: 1, frame: 'gone' }] }] }));

    const references = await screen.findByRole('group', { name: 'References of Mara' });

    expect(within(references).getByRole('img', { name: 'Reference of Mara: frame 1' })).toHaveAttribute('src', expect.stringContaining('image-9'));
    expect(within(references).getByText('Taken out')).toBeVisible();
  });
});

describe('a frame that depends on another one', () => {
  it('says which one it waits for', async () => {
    const waiting = aTake({ state: 'queued', imageId: null, url: null, thumbnails: null, waitReason: 'Waits for frame 1' });
    open(aStory({ frames: [aFrame('a'), aFrame('b', { takes: [waiting], shown: null, image: null })] }), '');

    expect(await screen.findByRole('button', { name: 'Frame 2: Shot b, Waits for frame 1' })).toBeVisible();
  });

  it('that was not begun tells why and can be tried again', async () => {
    const ended = aTake({ state: 'cancelled', imageId: null, url: null, thumbnails: null, seed: 5, failure: { class: null, message: 'It needs the picture of frame 1, which was cancelled.' } });
    const { asked } = open(aStory({ frames: [aFrame('a'), aFrame('b', { takes: [ended], shown: null, image: null })] }), '');

    expect(await screen.findByText('It needs the picture of frame 1, which was cancelled.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    await waitFor(() => expect(asked).toEqual([{ call: 'reroll', body: { version: 3, seed: 5 } }]));
  });
});
