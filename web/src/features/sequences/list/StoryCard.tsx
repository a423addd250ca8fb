import { ActionIcon } from '@mantine/core';
import { IconMovie, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { Hint } from '@/shared/hints/Hint';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { picturedBy } from '../story/pictured';
import { useRemoveStory } from '../story/useRemoveStory';
import type { StorySummary } from '../types';
import classes from './StoryCard.module.css';
import { statusWords } from './statusWords';

type Props = {
  story: StorySummary;
  /** Why nothing starts at all; null when it does. */
  held: string | null;
};

export function StoryCard({ story, held }: Props) {
  const remove = useRemoveStory();
  const { id, title, status, frames, done, failed, cover, updatedAt } = story;
  const name = title || 'Without a title';
  return (
    <article className={classes.card}>
      <Link to="/stories/$id" params={{ id }} className={classes.open ?? ''}>
        <span className={classes.cover}>
          {cover ? <Thumbnail image={picturedBy(cover, name)} size="640" /> : <IconMovie size={32} stroke={1.1} aria-hidden />}
          {status === 'generating' && (
            <span className={classes.progress}>
              <ProgressBar fraction={frames === 0 ? null : (done + failed) / frames} label={`Making ${name}`} />
            </span>
          )}
        </span>
        <span className={classes.words}>
          <strong dir="auto">{name}</strong>
          <span data-tone={failed > 0 ? 'warn' : undefined}>{statusWords(story, held)}</span>
        </span>
      </Link>
      <span className={classes.foot}>
        <TimeAgo time={updatedAt} />
        <Hint label="Delete">
          <ActionIcon size={26} aria-label={`Delete ${name}`} onClick={() => void remove(story)}>
            <IconTrash size={15} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </span>
    </article>
  );
}
