import { ActionIcon, Button } from '@mantine/core';
import { IconColumns2, IconDownload, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { count } from '@/shared/format/words';
import classes from './ChosenBar.module.css';
import type { Chosen } from './useChosen';

type Props = { id: string; chosen: Chosen; made: number; onArchive: (images: string[]) => void; onAgain: () => void };

const mostCompared = 4;

/** What is done to the chosen images together. */
export function ChosenBar({ id, chosen: { cells, clear, all }, made, onArchive, onAgain }: Props) {
  const images = cells.flatMap(({ imageId }) => imageId ?? []);
  if (images.length === 0) return null;
  return (
    <div className={classes.bar} role="toolbar" aria-label="Chosen images">
      <ActionIcon size="lg" aria-label="Clear the selection" onClick={clear}>
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
      <span className={classes.count} role="status">
        {count(images.length)} chosen
      </span>
      {images.length < made && (
        <Button variant="subtle" color="gray" size="compact-md" className={classes.all ?? ''} onClick={all}>
          All {count(made)}
        </Button>
      )}
      <span className={classes.acts}>
        {images.length > 1 && images.length <= mostCompared && (
          <Button component={Link} to="/gallery" search={{ group: id, compare: images } as never} variant="subtle" color="gray" leftSection={<IconColumns2 size={18} stroke={1.6} />}>
            Side by side
          </Button>
        )}
        <Button variant="subtle" color="gray" leftSection={<IconPlayerPlay size={18} stroke={1.6} />} onClick={onAgain}>
          New seeds
        </Button>
        <Button variant="subtle" color="gray" leftSection={<IconDownload size={18} stroke={1.6} />} onClick={() => onArchive(images)}>
          ZIP
        </Button>
      </span>
    </div>
  );
}
