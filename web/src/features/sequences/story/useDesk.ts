import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { toProblem } from '@/shared/api/problem';
import { templatesQuery } from '@/shared/templates/queries';
import { useStable } from '@/shared/ui/useStable';
import { producerQuery, storyCalls } from '../api';
import { useRun } from '../run/useRun';
import { withFrame } from '../search';
import type { Pass, Story } from '../types';
import { ratioOf } from './ratio';
import type { StoryContextValue } from './storyContext';
import { usePlan } from './usePlan';
import { useStoryCommands } from './useStoryCommands';
import { useStoryKeeper } from './useStoryKeeper';

const noFields: Readonly<Record<string, string>> = {};

/** Everything that the page of a story stands on. */
export function useDesk(fetched: Story) {
  const [{ story, conflicts, saving }, keeper] = useStoryKeeper(fetched);
  const search = useSearch({ from: '/stories/$id' });
  const navigate = useNavigate({ from: '/stories/$id' });
  const { data: templates } = useQuery(templatesQuery);
  const { data: producer } = useQuery(producerQuery);
  const select = useStable((frame: string | null) => void navigate({ search: known => withFrame(known, frame), replace: true }));
  const commands = useStoryCommands({ keeper, story, select });
  const run = useRun(story);
  const plan = usePlan(keeper, story);

  const template = templates?.find(({ id }) => id === story.template);
  const ratio = useMemo(() => ratioOf(story.slots, template), [story.slots, template]);
  const family = producer?.families.find(({ id }) => id === story.family) ?? producer?.families[0];
  const fields = saving.status === 'refused' ? saving.fields : noFields;
  const errorAt = useCallback((path: string) => fields[path], [fields]);
  const progressById = useMemo(() => new Map(run.progress?.frames.map(frame => [frame.id, frame])), [run.progress]);
  const progressOf = useCallback((frameId: string) => progressById.get(frameId), [progressById]);

  const context: StoryContextValue = {
    story,
    shots: family?.shots ?? noShots,
    selected: search.frame ?? null,
    isRunning: run.isRunning,
    progressOf,
    errorAt,
    select,
    change: keeper.change,
    commands,
  };
  const approve = () =>
    void keeper
      .act(version => storyCalls.approve(story.id, version))
      .catch((error: unknown) => notifications.show({ color: 'red', title: 'The proofs were not approved', message: toProblem(error).message }));
  const hasTakes = story.frames.some(({ takes }) => takes.length > 0);
  const nextPass: Pass = hasTakes ? 'final' : 'proof';
  return { story, conflicts, saving, keeper, context, run, plan, ratio, template, approve, nextPass };
}

const noShots: StoryContextValue['shots'] = [];
