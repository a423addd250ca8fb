import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { readStory, storyCalls, storyKeys } from '../api';
import type { Story } from '../types';
import { keep, readKept } from './keptEdits';
import { StoryKeeper } from './storyKeeper';

/** The story that is being written, and the way to write it. `fetched` is the newest that anybody asked for. */
export function useStoryKeeper(fetched: Story) {
  const queries = useQueryClient();
  const { id } = fetched;
  const [keeper] = useState(
    () =>
      new StoryKeeper(fetched, {
        api: {
          read: () => readStory(id),
          save: (version, document) => storyCalls.save(id, version, document),
          patch: (version, frameId, fields) => storyCalls.patch(id, version, frameId, fields),
        },
        kept: readKept(id),
        onEdits: edits => keep(id, edits),
        onSaved: story => queries.setQueryData<Story>(storyKeys.one(id), known => (known && known.version > story.version ? known : story)),
      }),
  );
  useEffect(() => keeper.receive(fetched), [keeper, fetched]);
  useEffect(() => () => keeper.stop(), [keeper]);
  return [useSyncExternalStore(keeper.subscribe, keeper.state), keeper] as const;
}
