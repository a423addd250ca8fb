import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ProblemError, toProblem } from '@/shared/api/problem';
import type { Seed } from '@/shared/forms/seed';
import { useStable } from '@/shared/ui/useStable';
import { offerUndo } from '@/shared/undo/offerUndo';
import { storyCalls, storyKeys } from '../api';
import { labelOf } from '../shots/fields';
import type { Character, Frame, Place, Story } from '../types';
import type { StoryCommands } from './storyContext';
import type { StoryKeeper } from './storyKeeper';

type Options = { keeper: StoryKeeper; story: Story; select: (frameId: string | null) => void };

/** What can be done to a story's frames; what did not work is told, and the story stands as it was. */
export function useStoryCommands({ keeper, story, select }: Options): StoryCommands {
  const queries = useQueryClient();
  const { id, frames } = story;

  const act = async (title: string, call: (version: number) => Promise<Story>): Promise<Story | null> => {
    try {
      return await keeper.act(call);
    } catch (error) {
      notifications.show({ color: 'red', title, message: wordsOf(toProblem(error)) });
      return null;
    } finally {
      void queries.invalidateQueries({ queryKey: storyKeys.progress(id) });
    }
  };
  const after = (frame: Frame) => frames[frames.findIndex(other => other.id === frame.id) + 1] ?? null;

  const insert = useStable((before: string | null) => {
    const known = new Set(frames.map(frame => frame.id));
    void act('The frame was not inserted', version => storyCalls.insert(id, version, {}, before)).then(answer => {
      const added = answer?.frames.find(frame => !known.has(frame.id));
      if (added) select(added.id);
    });
  });
  const remove = useStable((frame: Frame) => {
    const next = after(frame);
    const place = frames.findIndex(other => other.id === frame.id) + 1;
    select(null);
    void act('The frame was not deleted', version => storyCalls.remove(id, version, frame.id)).then(answer => {
      if (!answer) return;
      const undo = () => act('The frame did not come back', version => storyCalls.insert(id, version, asDraft(frame), next?.id ?? null)).then(() => undefined);
      offerUndo({ id: frame.id, label: `Frame ${place} deleted`, undo });
    });
  });
  const move = useStable((frameId: string, to: number) => {
    const from = frames.findIndex(frame => frame.id === frameId);
    const ids = moved(frames.map(frame => frame.id), from, to);
    if (ids) void act('The order was not changed', version => storyCalls.order(id, version, ids));
  });
  const reroll = useStable((frame: Frame, seed?: Seed) => {
    void act('The frame was not made again', version => storyCalls.reroll(id, version, frame.id, seed === undefined ? {} : { seed }));
  });
  const revise = useStable(async (frame: Frame, wish: string, signal: AbortSignal) => {
    const place = frames.findIndex(({ id: known }) => known === frame.id) + 1;
    const before = asDraft(frame);
    const { frames: now } = await keeper.ask(version => storyCalls.revise(id, version, frame.id, wish, signal));
    const revised = now.find(({ id: known }) => known === frame.id);
    const changed = revised ? differing(before, asDraft(revised)) : [];
    const earlier = Object.fromEntries(changed.map(field => [field, before[field]]));
    const undo = () => act('The frame did not change back', version => storyCalls.patch(id, version, frame.id, earlier)).then(() => undefined);
    if (changed.length > 0) offerUndo({ id: `revise-${frame.id}`, label: `Frame ${place} changed: ${changed.map(field => labelOf(field).toLowerCase()).join(', ')}`, undo });
    return changed;
  });
  const choose = useStable((frame: Frame, takeId: string) => {
    void act('The take was not chosen', version => storyCalls.choose(id, version, frame.id, takeId));
  });
  const setPicture = useStable((frame: Frame, imageId: string | null) => {
    void act('The picture was not taken over', version => storyCalls.picture(id, version, frame.id, imageId));
  });
  // Whoever is taken out of the bible is taken out of the frames, too. Into locked cells they come back only together with the bible.
  const putBack = async (title: string, inBible: (now: Story) => Partial<Story>, seenIn: readonly Frame[], inFrame: (frame: Frame, before: Frame) => Partial<Frame>) => {
    const known = new Map(seenIn.map(frame => [frame.id, frame]));
    await act(title, version => {
      const now = keeper.state().story;
      const frames = now.frames.map(frame => {
        const before = known.get(frame.id);
        return asDraft(before ? { ...frame, ...inFrame(frame, before) } : frame);
      });
      return storyCalls.save(id, version, { ...inBible(now), frames });
    });
  };
  const putPersonBack = useStable((person: Character, at: number, seenIn: readonly Frame[]) =>
    putBack('The person did not come back', ({ characters }) => ({ characters: back(characters, person, at) }), seenIn, ({ cast }, before) =>
      cast.includes(person.id) ? {} : { cast: cast.toSpliced(before.cast.indexOf(person.id), 0, person.id) },
    ),
  );
  const putPlaceBack = useStable((place: Place, at: number, seenIn: readonly Frame[]) =>
    putBack('The place did not come back', ({ locations }) => ({ locations: back(locations, place, at) }), seenIn, ({ locationId }) => (locationId === null ? { locationId: place.id } : {})),
  );
  return useMemo(
    () => ({ insert, remove, move, reroll, revise, choose, setPicture, putPersonBack, putPlaceBack }),
    [insert, remove, move, reroll, revise, choose, setPicture, putPersonBack, putPlaceBack],
  );
}

const back = <T extends { id: string }>(known: readonly T[], entry: T, at: number): T[] =>
  known.some(({ id }) => id === entry.id) ? [...known] : known.toSpliced(Math.max(0, at), 0, entry);

/** What is wrong, where it is said by field. */
const wordsOf = ({ fields, message }: ProblemError) => Object.values(fields).join(' ') || message;

/** What can be written of a frame. By its id it comes back with everything that was made of it. */
const asDraft = ({ id, title, action, description, shotType, cast, outfits, locationId, timeOfDay, seed, locks, durationMs, notes, promptOverride }: Frame) => ({
  id, title, action, description, shotType, cast, outfits, locationId, timeOfDay, seed, locks, durationMs, notes, promptOverride,
});

const differing = (before: ReturnType<typeof asDraft>, after: ReturnType<typeof asDraft>) =>
  (Object.keys(before) as (keyof typeof before)[]).filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

/** The ids with the one at `from` before the one that stood at `to`; null where nothing moves. */
export function moved(ids: readonly string[], from: number, to: number): string[] | null {
  const id = ids[from];
  if (id === undefined || to < 0 || to > ids.length || to === from || to === from + 1) return null;
  return ids.toSpliced(from, 1).toSpliced(to > from ? to - 1 : to, 0, id);
}
