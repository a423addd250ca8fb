import { useEffect, useRef, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { Image as GalleryImage } from '@/shared/api/types';
import classes from './Stage.module.css';
import { useZoom } from './useZoom';
import { useZoomKeys } from './useZoomKeys';

type Props = { image: GalleryImage; neighbours: readonly GalleryImage[]; onSwipe: (direction: 1 | -1) => void };

/** One picture, as large as the room allows: its thumbnail at once, the original over it when it is there. */
export function Stage({ image, neighbours, onSwipe }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading');
  const { zoom, handlers, byKey } = useZoom(stage, image, onSwipe);
  useZoomKeys(image.kind !== 'video', byKey);

  useEffect(() => {
    for (const neighbour of neighbours) if (neighbour.kind !== 'video') new Image().src = assetUrl(neighbour.url);
  }, [neighbours]);

  return (
    <div ref={stage} className={classes.stage} data-zoomed={zoom.scale > 1 || undefined} {...(image.kind === 'video' ? {} : handlers)}>
      <div className={classes.picture} style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}>
        {state !== 'shown' && <img className={classes.draft} src={assetUrl(image.thumbnails['640'])} width={image.width} height={image.height} alt="" draggable={false} />}
        {image.kind === 'video' ? (
          <video src={assetUrl(image.url)} aria-label={image.prompt ?? image.fileName} controls loop playsInline onLoadedData={() => setState('shown')} onError={() => setState('missing')} />
        ) : (
          <img
            src={assetUrl(image.url)}
            width={image.width}
            height={image.height}
            alt={image.prompt ?? image.fileName}
            decoding="async"
            draggable={false}
            data-state={state}
            onLoad={() => setState('shown')}
            onError={() => setState('missing')}
          />
        )}
      </div>
      {state === 'missing' && <p className={classes.missing} role="alert">This file cannot be shown. It may have been moved, or be damaged.</p>}
    </div>
  );
}
