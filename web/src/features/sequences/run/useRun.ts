import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { offerUncancel } from '@/shared/jobs/offerUncancel';
import { coalesceByKey } from '@/shared/live/coalesce';
import { useLiveEvents } from '@/shared/live/liveContext';
import { usePolling } from '@/shared/live/usePolling';
import { cancelRun, progressQuery, startRun, storyKeys, uncancelRun } from '../api';
import type { RunWish, Story, StoryProgress } from '../types';

/** A run's state is asked for at most this often while the stream tells of its jobs. */
const pace = 500;

/** How far the story's frames are, and the ways to start and stop making them. */
export function useRun(story: Story) {
  const queries = useQueryClient();
  const { id } = story;
  const isRunning = (progress: StoryProgress | undefined) => progress?.status === 'generating' || story.status === 'generating';
  const known = queries.getQueryData<StoryProgress>(storyKeys.progress(id));
  const refetchInterval = usePolling(isRunning(known));
  const { data: progress } = useQuery({ ...progressQuery(id), refetchInterval });
  const [isStopping, setStopping] = useState(false);
  const [askSoon] = useState(() => coalesceByKey<string>(story => void queries.invalidateQueries({ queryKey: storyKeys.progress(story) }), pace));

  const ours = new Set(story.frames.flatMap(({ takes }) => takes.map(({ jobId }) => jobId)));
  useLiveEvents(event => {
    if (event.type === 'job' && (isRunning(progress) || ours.has(event.data.id))) askSoon(id);
    if (event.type === 'group') askSoon(id);
  });

  // A frame that is done or failed brings a picture or a reason, which the story tells.
  const settled = progress && `${progress.status} ${progress.done} ${progress.failed}`;
  useEffect(() => {
    if (settled !== undefined) void queries.invalidateQueries({ queryKey: storyKeys.one(id) });
  }, [queries, id, settled]);

  const refresh = () => Promise.all([storyKeys.one(id), storyKeys.progress(id)].map(queryKey => queries.invalidateQueries({ queryKey })));
  const start = async (wish: RunWish, stopAtFirstFailure: boolean, key: string) => {
    await startRun(id, wish, stopAtFirstFailure, key);
    await refresh();
  };
  const cancel = async () => {
    setStopping(true);
    try {
      const answer = await cancelRun(id);
      await refresh();
      if (answer.undo) offerUncancel(answer.cancelled, answer.undo.id, () => uncancel(answer.undo?.id ?? ''));
    } catch (error) {
      notifications.show({ color: 'red', title: 'It was not cancelled', message: toProblem(error).message });
    } finally {
      setStopping(false);
    }
  };
  const uncancel = async (undo: string) => {
    try {
      await uncancelRun(undo);
    } catch (error) {
      notifications.show({ color: 'red', title: 'Not put back', message: toProblem(error).message });
    }
    await refresh();
  };
  return { progress, isRunning: isRunning(progress), isStopping, start, cancel };
}
