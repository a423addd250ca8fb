import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { TrashedImage, TrashItem } from '@/shared/api/types';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { useNow } from '@/shared/format/useNow';
import { bytes, plural } from '@/shared/format/words';
import { daysLeft } from './daysLeft';
import classes from './TrashPage.module.css';

type Props = { item: TrashItem; isBusy: boolean; onRestore: () => void; onDelete: () => void };

const most = 12;

/** What was deleted together comes back together. */
export function TrashCard({ item: { images, bytes: size, deletedAt, expiresAt }, isBusy, onRestore, onDelete }: Props) {
  const now = useNow();
  return (
    <div className={classes.card}>
      <div className={classes.pictures}>
        {images.slice(0, most).map(image => (
          <Picture key={image.id} image={image} />
        ))}
        {images.length > most && <span className={classes.more}>+{images.length - most}</span>}
      </div>
      <div className={classes.foot}>
        <span>
          <strong>
            {plural(images.length, 'image')}, {bytes(size)}
          </strong>
          <span className={classes.quiet}>
            Deleted <TimeAgo time={deletedAt} />, {daysLeft(expiresAt, now)}
          </span>
        </span>
        <span className={classes.acts}>
          <Button size="sm" variant="default" disabled={isBusy} onClick={onRestore}>
            Restore
          </Button>
          <Button size="sm" variant="subtle" color="red" disabled={isBusy} onClick={onDelete}>
            Delete for good
          </Button>
        </span>
      </div>
    </div>
  );
}

function Picture({ image }: { image: TrashedImage }) {
  const [isMissing, setMissing] = useState(false);
  const label = image.prompt ?? image.fileName;
  const source = image.thumbnails['300'];
  if (source === undefined || isMissing)
    return (
      <span className={classes.missing} role="img" aria-label={label} title={label}>
        <IconPhotoOff size={20} stroke={1.5} aria-hidden />
      </span>
    );
  return <img src={assetUrl(source)} alt={label} title={label} loading="lazy" decoding="async" onError={() => setMissing(true)} />;
}
