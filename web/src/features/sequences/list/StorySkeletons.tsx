import { Skeleton } from '@mantine/core';
import classes from './StoriesPage.module.css';

export const StorySkeletons = () => (
  <div className={classes.grid} role="status" aria-label="Looking for stories">
    {Array.from({ length: 8 }, (_, at) => (
      <Skeleton key={at} height={230} radius="lg" />
    ))}
  </div>
);
