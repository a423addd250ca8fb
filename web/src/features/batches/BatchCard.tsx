import { IconGridDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import classes from './BatchesPage.module.css';
import type { BatchSummary } from './types';
import { doneOf, isOver, progressWords, stateWords, titleOf } from './words';

type Props = {
  batch: BatchSummary;
  /** Why nothing starts at all; null when it does. */
  held: string | null;
};

/** A batch at a glance: its first picture, how far it is, what became of it. Its words are its name, so what the words say again is hidden. */
export function BatchCard({ batch, held }: Props) {
  const { id, cover, state, prompt, createdAt, images, failed } = batch;
  const title = titleOf(batch);
  return (
    <Link to="/batches/$id" params={{ id }} className={classes.card}>
      <span className={classes.cover} aria-hidden>
        {cover === null ? <IconGridDots size={26} stroke={1.3} aria-hidden /> : <Thumbnail key={cover} image={coverOf(cover, prompt || title)} />}
      </span>
      <span className={classes.words}>
        <strong dir="auto">{title}</strong>
        {prompt !== title && <span dir="auto" className={classes.prompt}>{prompt}</span>}
        <span className={classes.facts}>
          {held !== null && state === 'running' ? (
            <span data-state="paused">{held}</span>
          ) : (
            <span data-state={state === 'complete' && failed > 0 ? 'partly' : state}>{stateWords[state]}</span>
          )}
          <span>{progressWords(batch)}</span>
          <TimeAgo time={createdAt} />
        </span>
        {!isOver(batch) && (
          <span aria-hidden>
            <ProgressBar fraction={images === 0 ? null : doneOf(batch) / images} label={progressWords(batch)} />
          </span>
        )}
      </span>
    </Link>
  );
}

const coverOf = (id: string, alt: string) => {
  const at = (size: number) => `/api/images/${id}/thumbnails/${size}`;
  return { prompt: alt, fileName: alt, width: 300, height: 300, thumbnails: { '300': at(300), '640': at(640), '1280': at(1280) } };
};
