import { Button } from '@mantine/core';
import { IconMovie, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '@/shared/format/words';
import { useStandstill } from '@/shared/jobs/useStandstill';
import { coalesceByKey } from '@/shared/live/coalesce';
import { useLiveEvents } from '@/shared/live/liveContext';
import { usePolling } from '@/shared/live/usePolling';
import { EmptyState } from '@/shared/ui/EmptyState';
import { HeadingButton } from '@/shared/ui/HeadingButton';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { storiesQuery, storyKeys } from '../api';
import { StoryCard } from './StoryCard';
import classes from './StoriesPage.module.css';
import { StorySkeletons } from './StorySkeletons';

const newStory = <HeadingButton icon={<IconPlus size={16} stroke={1.8} />} label="New story" renderRoot={props => <Link {...props} to="/stories/new" />} />;

/** Every story, the latest changed first. */
export function StoriesPage() {
  const queries = useQueryClient();
  const known = queries.getQueryData(storiesQuery.queryKey);
  const isBusy = known?.pages.some(page => page.items.some(({ status }) => status === 'generating')) ?? false;
  const refetchInterval = usePolling(isBusy);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({ ...storiesQuery, refetchInterval });
  const [askSoon] = useState(() => coalesceByKey<string>(() => void queries.invalidateQueries({ queryKey: storyKeys.list }), 1_000));
  useLiveEvents(event => {
    if (event.type === 'group' || (event.type === 'job' && isBusy)) askSoon('list');
  });
  const standstill = useStandstill();
  const stories = data?.pages.flatMap(page => page.items);
  return (
    <Page title="Stories" summary={stories && stories.length > 0 && !hasNextPage && plural(stories.length, 'story', 'stories')} actions={newStory}>
      {!stories && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!stories && !error && <StorySkeletons />}
      {stories?.length === 0 && (
        <EmptyState
          icon={<IconMovie size={44} stroke={1.2} />}
          title="No story yet"
          action={
            <Button leftSection={<IconPlus size={16} stroke={1.8} />} renderRoot={props => <Link {...props} to="/stories/new" />}>
              Tell the first one
            </Button>
          }
        >
          Write a few sentences, or drop a shot list. It becomes frames that you can change one by one, and in the end a film, a PDF or a folder of pictures.
        </EmptyState>
      )}
      {stories && stories.length > 0 && (
        <ul className={classes.grid}>
          {stories.map(story => (
            <li key={story.id}>
              <StoryCard story={story} held={standstill?.words ?? null} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className={classes.more ?? ''} variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older stories
        </Button>
      )}
    </Page>
  );
}
