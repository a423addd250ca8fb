import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { Image, ThumbnailSize } from '@/shared/api/types';
import classes from './Tile.module.css';

type Props = { image: Image; left: number; width: number; height: number; onOpen: (image: Image) => void };

export function Tile({ image, left, width, height, onOpen }: Props) {
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading');
  const size = thumbnailFor(Math.max(width, height) * window.devicePixelRatio);
  const label = image.prompt ?? image.fileName;

  return (
    <button type="button" className={classes.tile} style={{ left, width, height }} onClick={() => onOpen(image)} aria-label={`Open: ${label}`}>
      {state === 'missing' ? (
        <span className={classes.missing}>
          <IconPhotoOff size={24} stroke={1.5} />
          No preview
        </span>
      ) : (
        <img
          src={assetUrl(image.thumbnails[size])}
          width={width}
          height={height}
          alt={label}
          loading="lazy"
          decoding="async"
          data-state={state}
          onLoad={() => setState('shown')}
          onError={() => setState('missing')}
        />
      )}
      <span className={classes.caption} aria-hidden>
        {label}
      </span>
    </button>
  );
}

/** The smallest thumbnail that is not stretched by more than a quarter. */
export function thumbnailFor(pixels: number): ThumbnailSize {
  if (pixels <= 375) return '300';
  return pixels <= 800 ? '640' : '1280';
}
