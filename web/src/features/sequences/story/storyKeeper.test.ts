import { AxiosError } from 'axios';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProblemError } from '@/shared/api/problem';
import { aFrame, aStory } from '../fakes';
import type { Story } from '../types';
import { framePath, type Edits } from './edits';
import { StoryKeeper } from './storyKeeper';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A studio with one story; `away` and `refuse` are its moods. */
function aStudio(first = aStory()) {
  const studio = { story: first, saves: [] as object[], away: false, refuse: null as ProblemError | null, hold: null as Promise<undefined> | null };
  const write = async (version: number, sent: object, change: (story: Story) => Partial<Story>) => {
    if (studio.away) throw new ProblemError('offline', 0, { detail: 'The studio does not answer.' }, new AxiosError());
    if (studio.refuse) throw studio.refuse;
    if (version !== studio.story.version) throw new ProblemError('http', 409, { title: 'Changed' });
    studio.saves.push(sent);
    studio.story = { ...studio.story, ...change(studio.story), version: version + 1 };
    const answer = studio.story;
    await studio.hold;
    return answer;
  };
  const api = {
    read: () => Promise.resolve(studio.story),
    save: (version: number, document: object) => write(version, document, () => document),
    patch: (version: number, frameId: string, fields: object) =>
      write(version, { frameId, ...fields }, ({ frames }) => ({ frames: frames.map(frame => (frame.id === frameId ? { ...frame, ...fields } : frame)) })),
  };
  return { studio, api };
}

function keep(first = aStory(), kept: Edits = {}) {
  const { studio, api } = aStudio(first);
  const remembered: Edits[] = [];
  const keeper = new StoryKeeper(first, { api, kept, onEdits: edits => remembered.push(edits), onSaved: () => undefined });
  return { keeper, studio, remembered };
}
const pass = (milliseconds = 1_000) => vi.advanceTimersByTimeAsync(milliseconds);

it('shows what is typed at once and saves it a moment later, in one go', async () => {
  const { keeper, studio } = keep();

  keeper.change('title', 'St');
  keeper.change('title', 'Storm');
  keeper.change(framePath('b', 'action'), 'the lamp goes out');
  expect(keeper.state().story.title).toBe('Storm');
  expect(keeper.state().saving.status).toBe('pending');
  await pass();

  expect(studio.saves).toEqual([{ title: 'Storm' }, { frameId: 'b', action: 'the lamp goes out' }]);
  expect(keeper.state().saving.status).toBe('saved');
});

it('saves what is typed while something long is asked for', async () => {
  const { keeper, studio } = keep();
  let answer: (story: Story) => void = () => undefined;

  keeper.change('title', 'Storm');
  const asked = keeper.ask(version => {
    expect(version).toBe(studio.story.version);
    return new Promise(resolve => {
      answer = resolve;
    });
  });
  await pass(0);
  keeper.change(framePath('b', 'action'), 'the lamp goes out');
  await pass();
  expect(studio.saves).toEqual([{ title: 'Storm' }, { frameId: 'b', action: 'the lamp goes out' }]);

  studio.story = { ...studio.story, version: studio.story.version + 1, frames: studio.story.frames.map(frame => (frame.id === 'a' ? { ...frame, timeOfDay: 'night' } : frame)) };
  answer(studio.story);
  await asked;
  expect(keeper.state().story.frames.map(({ action, timeOfDay }) => [action, timeOfDay])).toEqual(studio.story.frames.map(({ action, timeOfDay }) => [action, timeOfDay]));
  expect(keeper.state().story.frames[0]?.timeOfDay).toBe('night');
});

it('reads again what was changed while something long was asked for', async () => {
  const { keeper, studio } = keep();
  const conflict = new ProblemError('http', 409, { title: 'Changed' });

  const asked = keeper.ask(() => {
    studio.story = { ...studio.story, version: studio.story.version + 1, title: 'Theirs' };
    return Promise.reject(conflict);
  });

  await expect(asked).rejects.toBe(conflict);
  expect(keeper.state().story.title).toBe('Theirs');
});

it('keeps what is typed while a save is under way', async () => {
  const { keeper, studio } = keep();
  let arrive: (nothing: undefined) => void = () => undefined;
  studio.hold = new Promise(resolve => {
    arrive = resolve;
  });

  keeper.change('title', 'Sto');
  await pass();
  keeper.change('title', 'Storm');
  // The stream tells of the save before its own answer comes.
  keeper.receive(studio.story);
  expect(keeper.state().conflicts).toEqual([]);
  studio.hold = null;
  arrive(undefined);
  await pass(2_000);

  expect(studio.story.title).toBe('Storm');
  expect(keeper.state().story.title).toBe('Storm');
});

it('goes on over changes of others to other fields', async () => {
  const { keeper, studio } = keep();
  studio.story = aStory({ version: 9, frames: [aFrame('a', { action: 'theirs' }), aFrame('b'), aFrame('c')] });

  keeper.change('title', 'Mine');
  await pass();

  expect(studio.story).toMatchObject({ title: 'Mine', version: 10 });
  expect(keeper.state().story.frames[0]?.action).toBe('theirs');
});

it('shows both when the same field was changed, holds only that one, and lets either stand', async () => {
  const { keeper, studio } = keep();
  studio.story = aStory({ version: 9, title: 'Theirs' });

  keeper.change('title', 'Mine');
  keeper.change(framePath('b', 'notes'), 'rain');
  await pass(3_000);

  const [conflict] = keeper.state().conflicts;
  expect(conflict).toEqual({ path: 'title', mine: 'Mine', theirs: 'Theirs' });
  expect(keeper.state().story.title).toBe('Mine');
  expect(studio.story.title).toBe('Theirs');
  expect(studio.story.frames[1]?.notes).toBe('rain');

  if (conflict) keeper.settle(conflict, 'mine');
  await pass();
  expect(studio.story.title).toBe('Mine');
  expect(keeper.state().conflicts).toEqual([]);
});

it('takes theirs when asked to', async () => {
  const { keeper, studio } = keep();
  studio.story = aStory({ version: 9, title: 'Theirs' });
  keeper.change('title', 'Mine');
  await pass(3_000);

  const [conflict] = keeper.state().conflicts;
  if (conflict) keeper.settle(conflict, 'theirs');
  await pass();

  expect(keeper.state().story.title).toBe('Theirs');
  expect(studio.saves).toEqual([]);
});

it('keeps what is typed while the studio is away and saves it when it is back', async () => {
  const { keeper, studio, remembered } = keep();
  studio.away = true;

  keeper.change('title', 'Storm');
  await pass();
  expect(keeper.state().saving.status).toBe('away');
  expect(remembered.at(-1)).toEqual({ title: { was: 'The lighthouse', is: 'Storm' } });
  studio.away = false;
  await pass(4_000);

  expect(studio.story.title).toBe('Storm');
  expect(remembered.at(-1)).toEqual({});
});

it('saves what an earlier page left behind', async () => {
  const { keeper, studio } = keep(aStory(), { title: { was: 'The lighthouse', is: 'Storm' } });

  expect(keeper.state().story.title).toBe('Storm');
  await pass();

  expect(studio.story.title).toBe('Storm');
});

it('says at which field it is refused and keeps the words', async () => {
  const { keeper, studio } = keep();
  studio.refuse = new ProblemError('http', 400, { detail: 'Check the fields.', errors: { title: ['Too long.'] } });

  keeper.change('title', 'x'.repeat(500));
  await pass();

  expect(keeper.state().saving).toEqual({ status: 'refused', message: 'Check the fields.', fields: { title: 'Too long.' } });
  expect(keeper.state().story.title).toHaveLength(500);
});

it('does something to the story only after what was typed before stands', async () => {
  const { keeper, studio } = keep();

  keeper.change('title', 'Storm');
  const done = keeper.act(version => {
    expect(version).toBe(4);
    return Promise.resolve({ ...studio.story, frames: [], version: 5 });
  });
  await pass();

  expect((await done).frames).toEqual([]);
  expect(keeper.state().story).toMatchObject({ title: 'Storm', frames: [], version: 5 });
});

it('knows the version that what failed has left, so that trying again is not refused', async () => {
  const { keeper, studio } = keep();
  const asked: number[] = [];
  const plan = (version: number) => {
    asked.push(version);
    if (version !== studio.story.version) return Promise.reject(new ProblemError('http', 409, { title: 'Changed' }));
    studio.story = { ...studio.story, version: version + 1 };
    return asked.length === 1 ? Promise.reject(new ProblemError('http', 503, { title: 'No producer' })) : Promise.resolve(studio.story);
  };

  await expect(keeper.act(plan)).rejects.toMatchObject({ status: 503 });
  await keeper.act(plan);

  expect(asked).toEqual([asked[0], (asked[0] ?? 0) + 1]);
});
