import { Button, Skeleton } from '@mantine/core';
import { IconMovieOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { toProblem } from '@/shared/api/problem';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { storyQuery } from '../api';
import classes from './StoryPage.module.css';
import { StoryDesk } from './StoryDesk';

export function StoryPage() {
  const { id } = useParams({ from: '/stories/$id' });
  const { data: story, error, refetch } = useQuery(storyQuery(id));
  if (story) return <StoryDesk key={id} fetched={story} />;
  if (error && toProblem(error).status === 404)
    return (
      <Page title="Story">
        <EmptyState
          icon={<IconMovieOff size={40} stroke={1.2} />}
          title="There is no such story"
          action={
            <Button variant="default" renderRoot={props => <Link {...props} to="/stories" />}>
              All stories
            </Button>
          }
        >
          It may have been deleted. Its pictures are in the gallery.
        </EmptyState>
      </Page>
    );
  return (
    <Page title="Story">
      {error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={classes.loading} aria-label="Opening the story" role="status">
          {Array.from({ length: 6 }, (_, at) => (
            <Skeleton key={at} height={200} radius="md" />
          ))}
        </div>
      )}
    </Page>
  );
}
