import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { offerUndo } from '@/shared/undo/offerUndo';
import { storyCalls } from '../api';
import type { Story } from '../types';
import type { StoryKeeper } from './storyKeeper';

/** Has the shots planned from the story's text; what is locked stays. */
export function usePlan(keeper: StoryKeeper, story: Story) {
  const [isPlanning, setPlanning] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = (frames: number) => keeper.act(version => storyCalls.plan(story.id, version, { frames }));

  /** The same where there are shots already: they can be had back. */
  const again = async (frames: number) => {
    const { title, style, characters, locations, frames: shots } = story;
    setPlanning(true);
    setFailure(null);
    try {
      await run(frames);
      offerUndo({
        id: `plan-${story.id}`,
        label: 'Planned anew',
        undo: () => keeper.act(version => storyCalls.save(story.id, version, { title, style, characters, locations, frames: shots })).then(() => undefined, tell),
      });
    } catch (error) {
      setFailure(error);
    } finally {
      setPlanning(false);
    }
  };
  return { run, again, isPlanning, failure: failure === null ? null : toProblem(failure) };
}

const tell = (error: unknown) => void notifications.show({ color: 'red', title: 'The shots did not come back', message: toProblem(error).message });
