import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { countsOf, serveStudio } from '@/testing/studio';
import { aFrame, aProgress, aStory, aTake, serveStory } from '../fakes';
import type { Story, StoryProgress } from '../types';
import { StoryPage } from './StoryPage';

function open(story: Story, progress?: StoryProgress, search = '') {
  serveStudio();
  const studio = serveStory(story, progress);
  return { ...studio, ...renderPage(StoryPage, '/stories/$id', search, 'open', 's1') };
}
const names = () => screen.getAllByRole('button', { name: /^Frame \d+: / }).map(button => button.getAttribute('aria-label'));

describe('the board', () => {
  it('shows the frames in order and opens one beside them', async () => {
    open(aStory());

    await userEvent.click(await screen.findByRole('button', { name: 'Frame 2: Shot b' }));

    expect(within(screen.getByRole('complementary', { name: 'Frame' })).getByRole('textbox', { name: 'Action' })).toHaveValue('she climbs the stairs b');
  });

  it('moves a frame by keyboard; its files are nobody’s business', async () => {
    const { asked } = open(aStory());
    const second = await screen.findByRole('button', { name: 'Frame 2: Shot b' });
    second.focus();

    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');

    await waitFor(() => expect(names()).toEqual(['Frame 1: Shot b', 'Frame 2: Shot a', 'Frame 3: Shot c']));
    expect(asked).toEqual([{ call: 'order', body: { version: 3, ids: ['b', 'a', 'c'] } }]);
  });

  it('deletes a frame and brings it back where it was', async () => {
    open(aStory());
    const user = userEvent.setup();

    await user.click(await screen.findByRole('button', { name: 'Actions for frame 2' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await waitFor(() => expect(names()).toHaveLength(2));
    await user.click(await screen.findByRole('button', { name: /Undo/ }));

    await waitFor(() => expect(names()).toEqual(['Frame 1: Shot a', 'Frame 2: Shot b', 'Frame 3: Shot c']));
  });

  it('inserts a frame between', async () => {
    const { asked } = open(aStory());
    const user = userEvent.setup();

    await user.click(await screen.findByRole('button', { name: 'Actions for frame 2' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Insert a frame before' }));

    await waitFor(() => expect(names()).toEqual(['Frame 1: Shot a', 'Frame 2: Frame 2', 'Frame 3: Shot b', 'Frame 4: Shot c']));
    expect(asked[0]).toMatchObject({ call: 'insert', body: { before: 'b' } });
  });

  it('FUN_SEQUENCE_GEN_024 marks a failed frame with its reason and tries it again with its seed', async () => {
    const failed = aTake({ state: 'failed', imageId: null, url: null, thumbnails: null, seed: 42, failure: { class: 'outOfMemory', message: 'The engine ran out of memory.' } });
    const { asked } = open(aStory({ frames: [aFrame('a', { takes: [failed], image: null, shown: null }), aFrame('b')] }));

    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent('The engine ran out of memory.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    await waitFor(() => expect(asked).toEqual([{ call: 'reroll', body: { version: 3, seed: 42 } }]));
  });
});

describe('writing', () => {
  it('FUN_SEQUENCE_GEN_012 edits in place and saves by itself', async () => {
    const { asked, now } = open(aStory(), undefined, '?view=shots');

    await userEvent.type(await screen.findByRole('textbox', { name: 'Action of shot 2' }), ' slowly');

    await waitFor(() => expect(now().frames[1]?.action).toBe('she climbs the stairs b slowly'), { timeout: 3_000 });
    expect(asked).toEqual([{ call: 'patch', body: { version: 3, frame: { action: 'she climbs the stairs b slowly' } } }]);
    expect(await screen.findByText(/saved/)).toBeVisible();
  });

  it('locks a cell against typing', async () => {
    const { now } = open(aStory(), undefined, '?view=shots');

    await userEvent.click(await screen.findByRole('button', { name: 'Lock Action of shot 1' }));

    await waitFor(() => expect(now().frames[0]?.locks).toEqual(['action']), { timeout: 3_000 });
    expect(screen.getByRole('textbox', { name: 'Action of shot 1' })).toHaveAttribute('readonly');
  });

  it('shows both sides when somebody else wrote into the same field', async () => {
    const { meddle, now } = open(aStory(), undefined, '?view=settings');
    const user = userEvent.setup();
    const title = await screen.findByRole('textbox', { name: 'Title' });
    meddle({ title: 'Theirs' });

    await user.clear(title);
    await user.type(title, 'Mine');

    const note = await screen.findByRole('alert', { name: 'Changed elsewhere' }, { timeout: 4_000 });
    expect(note).toHaveTextContent('YoursMineTheirsTheirs');
    await user.click(within(note).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(now().title).toBe('Mine'), { timeout: 3_000 });
  });

  it('adds a person to the bible', async () => {
    const { now } = open(aStory(), undefined, '?view=bible');
    const user = userEvent.setup();

    await user.click(await screen.findByRole('button', { name: 'Add a person' }));
    const card = await screen.findByRole('article', { name: 'Person 1' });
    await user.type(within(card).getByRole('textbox', { name: /Looks/ }), 'grey hair');

    await waitFor(() => expect(now().characters).toMatchObject([{ id: 'person1', name: 'Person 1', looks: 'grey hair' }]), { timeout: 3_000 });
  });

  it('brings a person back into the frames that they were in, and a place, too', async () => {
    const person = (id: string, name: string) => ({ id, name, looks: '', outfits: [], references: [], lora: null, weight: 1 });
    const harbour = { id: 'harbour', name: 'Harbour', looks: '', light: '', references: [] };
    const { now, asked } = open(
      aStory({ characters: [person('mara', 'Mara'), person('tom', 'Tom')], locations: [harbour], frames: [aFrame('a', { cast: ['mara', 'tom'] }), aFrame('b', { cast: ['tom'], locationId: 'harbour' })] }),
      undefined,
      '?view=bible',
    );
    const user = userEvent.setup();
    const cast = () => now().frames.map(frame => [...frame.cast, frame.locationId]);

    await user.click(await screen.findByRole('button', { name: 'Remove Mara' }));
    await waitFor(() => expect(cast()).toEqual([['tom', null], ['tom', 'harbour']]), { timeout: 3_000 });
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(cast()).toEqual([['mara', 'tom', null], ['tom', 'harbour']]), { timeout: 3_000 });
    expect(now().characters.map(({ id }) => id)).toEqual(['mara', 'tom']);
    // In one go: into a cell that is locked they come back together with the bible only.
    expect(asked.at(-1)).toMatchObject({ call: 'save', body: { characters: [{ id: 'mara' }, { id: 'tom' }], frames: [{ id: 'a', cast: ['mara', 'tom'] }, { id: 'b' }] } });

    await user.click(await screen.findByRole('button', { name: 'Remove Harbour' }));
    await waitFor(() => expect(cast()[1]).toEqual(['tom', null]), { timeout: 3_000 });
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(cast()[1]).toEqual(['tom', 'harbour']), { timeout: 3_000 });
  });
});

describe('a prompt', () => {
  it('shows its parts, how much of the encoder it fills and where it is cut', async () => {
    const composed = {
      parts: [{ kind: 'style' as const, text: 'ink', at: 0 }, { kind: 'action' as const, text: 'she climbs', at: 5 }],
      prompt: 'ink, she climbs', negative: 'text', tokens: 80, limit: 75, cutAt: 9, replaced: [{ from: 'lamp', to: 'lantern' }], changed: ['climbs'],
    };
    open(aStory({ frames: [aFrame('a'), aFrame('b', { composed })] }), undefined, '?frame=b');

    const prompt = await screen.findByRole('region', { name: 'Prompt' });
    expect(prompt).toHaveTextContent('80 of 75 tokens: the end is cut off');
    expect(prompt).toHaveTextContent('lamp → lantern');
    expect(within(prompt).getByText('climbs', { selector: 'mark' })).toBeVisible();
  });
});

describe('making', () => {
  it('FUN_SEQUENCE_GEN_013 starts after a dry run', async () => {
    const { asked } = open(aStory());
    const user = userEvent.setup();

    await user.click(await screen.findByRole('button', { name: 'Start' }));
    const dialog = await screen.findByRole('dialog', { name: 'Make the frames' });
    expect(await within(dialog).findByText('about 30 s')).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Make 3 proofs' })).toBeEnabled();
    await user.click(within(dialog).getByRole('radio', { name: 'Final pass' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Make 3 frames' }));

    await waitFor(() => expect(asked.at(-1)).toEqual({ call: 'start', body: { pass: 'final', frames: null, missing: false, stopAtFirstFailure: false } }));
  });

  it('FUN_SEQUENCE_GEN_015_and_032 tells how far it is and how long it takes, and cancels the rest', async () => {
    const { asked } = open(aStory({ status: 'generating' }), aProgress({ status: 'generating', pass: 'final', current: 2, total: 3, done: 1, secondsLeft: 40 }));

    const bar = await screen.findByRole('status', { name: 'Progress' });
    expect(bar).toHaveTextContent('Frame 2 of 3');
    expect(bar).toHaveTextContent('about 40 s left');
    await userEvent.click(within(bar).getByRole('button', { name: 'Cancel the rest' }));

    await waitFor(() => expect(asked).toEqual([{ call: 'cancel', body: null }]));
  });

  it('says what holds all of it, and goes on with one click', async () => {
    const { queries } = open(aStory({ status: 'generating' }), aProgress({ status: 'generating', pass: 'final', total: 3, done: 1, secondsLeft: 0.3 }));
    let isPaused = true;
    server.use(
      http.get('*/api/queue', () => HttpResponse.json({ ...countsOf([]), queued: 3, paused: isPaused, pausedGroups: [] })),
      http.post('*/api/queue/resume', () => {
        isPaused = false;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await queries.invalidateQueries({ queryKey: ['jobs', 'counts'] });

    const bar = await screen.findByRole('status', { name: 'Progress' });
    await waitFor(() => expect(bar).toHaveTextContent('The queue is paused1 of 3 frames made'));
    expect(bar).not.toHaveTextContent('left');
    await userEvent.click(within(bar).getByRole('button', { name: 'Resume' }));

    await waitFor(() => expect(bar).not.toHaveTextContent('The queue is paused'));
  });

  it('FUN_SEQUENCE_GEN_021 a finished frame shows its picture while the others are made', async () => {
    const { become, say, queries } = open(aStory({ status: 'generating' }), aProgress({ status: 'generating', pass: 'final', total: 3 }));
    await screen.findByRole('button', { name: 'Frame 1: Shot a' });

    become({ frames: [aFrame('a', { takes: [aTake()] }), aFrame('b'), aFrame('c')] });
    say({ done: 1 } as never);
    await queries.invalidateQueries({ queryKey: ['stories', 'progress', 's1'] });

    expect(await screen.findByRole('img', { name: 'she climbs the stairs a' })).toBeInTheDocument();
  });

  it('FUN_SEQUENCE_GEN_025 sums up at the end', async () => {
    open(aStory({ status: 'complete', frames: [aFrame('a', { takes: [aTake({ pass: 'proof' })] })] }), aProgress({ status: 'complete', pass: 'proof', total: 3, done: 2, failed: 1 }));

    const summary = await screen.findByText(/2 proofs done, 1 failed/);
    expect(summary).toBeVisible();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try the failed again' })).toBeVisible();
  });

  it('chooses among takes', async () => {
    const takes = [aTake({ id: 't1', imageId: 'one' }), aTake({ id: 't2', imageId: 'two' })];
    const { asked } = open(aStory({ frames: [aFrame('a', { takes })] }), undefined, '?frame=a');

    await userEvent.click(await screen.findByRole('button', { name: 'Take 1, seed 7' }));

    await waitFor(() => expect(asked).toEqual([{ call: 'choose', body: { version: 3, take: 't1' } }]));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Take 1, seed 7' })).toHaveAttribute('aria-pressed', 'true'));
  });
});

describe('a story without shots', () => {
  it('FUN_SEQUENCE_GEN_033 says why, shows what came instead, and tries again', async () => {
    const problem = { type: '/problems/producer-answer', detail: 'The answer was no plan.', raw: 'Sure! Here are your frames' };
    open(aStory({ status: 'prompting', frames: [], source: { kind: 'story', text: 'Mara keeps the lighthouse.', arc: null, frames: 7, warnings: null, problem } }));

    expect(await screen.findByText('Sure! Here are your frames')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Story' })).toHaveValue('Mara keeps the lighthouse.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('the view', () => {
  it('FUN_SEQUENCE_GEN_026_to_030 steps by keys and shows all with numbers and descriptions', async () => {
    const frames = ['a', 'b', 'c'].map(id => aFrame(id, { takes: [aTake({ imageId: id })], description: `What happens in ${id}` }));
    open(aStory({ frames }));
    const user = userEvent.setup();

    await user.click(await screen.findByRole('button', { name: 'View' }));
    const show = await screen.findByRole('dialog', { name: 'The lighthouse, view' });
    expect(await within(show).findByText('What happens in a')).toBeVisible();
    within(show).getByRole('button', { name: 'Play' }).focus();
    await user.keyboard('{ArrowRight}');
    expect(within(show).getByText('What happens in b')).toBeVisible();
    expect(within(show).getByText('2 / 3')).toBeVisible();

    await user.click(within(show).getByRole('radio', { name: 'Grid' }));
    expect(within(show).getByText('What happens in c')).toBeVisible();
  });

  it('plays a frame that is a video, round and round until the show runs', async () => {
    const frame = aFrame('a', { action: 'The boat sinks', takes: [aTake({ imageId: 'a' })] });
    open(aStory({ frames: [{ ...frame, image: frame.image && { ...frame.image, kind: 'video' } }, aFrame('b')] }));
    const user = userEvent.setup();
    expect(await screen.findByLabelText('Video')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'View' }));
    const show = await screen.findByRole('dialog', { name: 'The lighthouse, view' });
    const video = within(show).getByLabelText('The boat sinks');
    expect(video.tagName).toBe('VIDEO');
    expect(video).toHaveAttribute('src', expect.stringContaining('/api/images/a/file'));
    expect(video).toHaveProperty('loop', true);

    await user.click(within(show).getByRole('button', { name: 'Play' }));
    expect(video).toHaveProperty('loop', false);
  });
});
