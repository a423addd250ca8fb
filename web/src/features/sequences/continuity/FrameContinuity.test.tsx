import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { aContinuity, aFrame, aStory, aTake, serveStory } from '../fakes';
import { StoryPage } from '../story/StoryPage';
import type { FrameContinuity } from '../types';
import { comparedIn } from './useContinuity';

const pictured = (id: string) => aFrame(id, { takes: [aTake({ id: `take-${id}`, imageId: `image-${id}` })] });
const story = aStory({ frames: [pictured('a'), pictured('b'), pictured('c')] });
const to = (frame: string, number: number) => ({ frame, number, palette: 17.62, paletteMeans: 'clearly other colours or light', likeness: 0.508, likenessMeans: 'another composition' });
const ofB: FrameContinuity = {
  id: 'b', number: 2, imageId: 'image-b', before: to('a', 1), after: to('c', 3),
  references: [{ of: 'p1', name: 'Mara', input: 'input-1', frame: null, palette: 3, paletteMeans: 'the same colours', likeness: 0.95, likenessMeans: 'nearly the same picture' }],
  remarks: ['The colours are far from those of frame 1 (17.6), though place and time are the same.'],
};

function open(answer: () => Response) {
  serveStudio();
  serveStory(story);
  server.use(http.get('*/api/sequences/:id/continuity', answer));
  return renderPage(StoryPage, '/stories/$id', '?frame=b', 'open', 's1');
}
const section = () => screen.findByRole('region', { name: 'Continuity' });

describe('how pictures go together', () => {
  it('stands beside the frame in numbers that say what they mean', async () => {
    open(() => HttpResponse.json(aContinuity([ofB])));

    const rows = within(await section()).getAllByRole('row').map(row => row.textContent);

    expect(rows).toEqual([
      'Compared withColoursLikeness',
      'Frame 1, before17.6 clearly other colours or light0.51 another composition',
      'Frame 3, after17.6 clearly other colours or light0.51 another composition',
      'Mara, reference3 the same colours0.95 nearly the same picture',
    ]);
  });

  it('is advice: what may be worth a look is said, on the board too, and nothing is taken away', async () => {
    open(() => HttpResponse.json(aContinuity([ofB])));

    expect(within(await section()).getByText(/though place and time are the same/)).toBeVisible();
    const frames = within(screen.getByRole('list', { name: 'Frames' }));
    expect(frames.getAllByRole('img', { name: /^Worth a look: The colours are far/ })).toHaveLength(1);
    expect(frames.getAllByRole('button', { name: /^Frame \d: / })).toHaveLength(3);
  });

  it('is not said of another picture than the one that stands there', async () => {
    open(() => HttpResponse.json(aContinuity([{ ...ofB, imageId: 'the one before' }, { ...ofB, id: 'a', number: 1, imageId: 'image-a', remarks: ['Known.'] }])));

    await screen.findByRole('img', { name: 'Worth a look: Known.' });
    expect(screen.queryByRole('region', { name: 'Continuity' })).not.toBeInTheDocument();
  });

  it('says why there are no numbers, and compares again', async () => {
    let isAway = true;
    open(() => (isAway ? HttpResponse.json({ title: 'Busy', status: 503, detail: 'The Thumbnailer is busy or away.' }, { status: 503 }) : HttpResponse.json(aContinuity([ofB]))));

    expect(await section()).toHaveTextContent('Not compared: The Thumbnailer is busy or away.');
    isAway = false;
    await userEvent.click(screen.getByRole('button', { name: 'Compare again' }));

    expect(await screen.findByRole('row', { name: /^Frame 1, before/ })).toBeVisible();
  });

  it('is asked for anew when a picture or the order changes, not when words do', () => {
    const same = aStory({ ...story, title: 'Another', frames: story.frames.map(frame => ({ ...frame, action: 'typed', notes: 'typed' })) });
    const reordered = aStory({ ...story, frames: story.frames.toReversed() });

    expect(comparedIn(same)).toBe(comparedIn(story));
    expect(comparedIn(reordered)).not.toBe(comparedIn(story));
  });
});
