import { useEffect, useState } from 'react';
import type { Image, ThumbnailSize } from '@/shared/api/types';
import { assetUrl } from '@/shared/api/baseUrl';
import classes from './Thumbnail.module.css';

/** As much of an image as a small picture of it needs. */
export type Pictured = Pick<Image, 'thumbnails' | 'prompt' | 'fileName' | 'width' | 'height'>;

type Props = { image: Pictured; size?: ThumbnailSize; className?: string | undefined; onShown?: () => void };

/** Asked again after these pauses: a busy thumbnailer answers later. */
const pauses = [800, 2_000, 5_000];

export function Thumbnail({ image, size = '300', className, onShown }: Props) {
  const [failures, setFailures] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const pause = pauses[failures - 1];

  useEffect(() => {
    if (pause === undefined) return;
    const timer = setTimeout(() => setAttempt(failures), pause);
    return () => clearTimeout(timer);
  }, [pause, failures]);

  // A striped place, until it is asked for again and for good when it never comes.
  if (failures > attempt) return <div className={`${classes.missing} ${className ?? ''}`} role="img" aria-label={altOf(image)} />;
  return (
    <img
      key={attempt}
      className={`${classes.thumbnail} ${className ?? ''}`}
      src={assetUrl(image.thumbnails[size])}
      alt={altOf(image)}
      width={image.width}
      height={image.height}
      loading="lazy"
      decoding="async"
      onLoad={onShown}
      onError={() => setFailures(attempt + 1)}
    />
  );
}

const altOf = (image: Pictured) => image.prompt ?? image.fileName;
