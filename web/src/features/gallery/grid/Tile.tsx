import { IconCheck, IconHeartFilled, IconLock, IconPhotoOff, IconStarFilled } from '@tabler/icons-react';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { Image } from '@/shared/api/types';
import { MotionSign } from '@/shared/images/MotionSign';
import { blurUrl } from '@/shared/images/thumbHash';
import { thumbnailFor } from '@/shared/images/thumbnailFor';
import classes from './Tile.module.css';

type Props = {
  /** Nothing while it has not come. */
  image: Image | undefined;
  index: number;
  left: number;
  width: number;
  height: number;
  /** It flies by: a picture is not asked for. */
  isFlung: boolean;
  isSelected: boolean;
  isChoosing: boolean;
  isCursor: boolean;
};

/** One place of the grid. What happens to it is heard by the grid. */
export const Tile = memo(function Tile({ image, index, left, width, height, isFlung, isSelected, isChoosing, isCursor }: Props) {
  const blur = useMemo(() => blurUrl(image?.blur ?? null), [image?.blur]);
  const style = { left, width, height, ...(blur === null ? {} : { backgroundImage: `url(${blur})` }) };
  if (!image) return <div className={classes.tile} style={style} data-index={index} />;

  const label = image.prompt ?? image.fileName;
  return (
    <div className={classes.tile} style={style} data-index={index} data-selected={isSelected || undefined} data-choosing={isChoosing || undefined}>
      <button type="button" className={classes.open} tabIndex={isCursor ? 0 : -1} data-cursor={isCursor || undefined} aria-label={`Open: ${label}`}>
        <Picture key={image.id + image.version} image={image} label={label} pixels={Math.max(width, height) * window.devicePixelRatio} isFlung={isFlung} />
      </button>
      <button type="button" role="checkbox" className={classes.check} tabIndex={-1} aria-checked={isSelected} aria-label={`Select: ${label}`}>
        <IconCheck size={14} stroke={3} aria-hidden />
      </button>
      {(image.favorite || image.rating > 0 || image.kind !== 'image' || image.readOnly) && (
        <span className={classes.marks}>
          {image.readOnly && <IconLock size={15} aria-label="Of another program" />}
          <MotionSign kind={image.kind} size={15} />
          {image.favorite && <IconHeartFilled size={15} aria-label="Favourite" />}
          {image.rating > 0 && (
            <span aria-label={`${image.rating} stars`} role="img">
              {image.rating}
              <IconStarFilled size={12} aria-hidden />
            </span>
          )}
        </span>
      )}
    </div>
  );
});

/** What was drawn before is there at once: it does not fade in again when its place changes. */
const seen = new Set<string>();
function remember(source: string) {
  if (seen.size > 3_000) seen.clear();
  seen.add(source);
}

type PictureProps = { image: Image; label: string; pixels: number; isFlung: boolean };

function Picture({ image, label, pixels, isFlung }: PictureProps) {
  const source = assetUrl(image.thumbnails[thumbnailFor(pixels)]);
  const [state, setState] = useState<'waiting' | 'loading' | 'shown' | 'missing'>(seen.has(source) ? 'shown' : isFlung ? 'waiting' : 'loading');
  const element = useRef<HTMLImageElement>(null);
  if (state === 'waiting' && !isFlung) setState('loading');

  // Without an address the browser stops loading what has flown by. An effect may be run again on the same element, which then wants it back.
  useEffect(() => {
    const picture = element.current;
    if (picture && !picture.hasAttribute('src')) picture.src = source;
    return () => {
      if (picture && !picture.complete) picture.removeAttribute('src');
    };
  }, [state, source]);

  if (state === 'missing')
    return (
      <span className={classes.missing} role="img" aria-label={label}>
        <IconPhotoOff size={24} stroke={1.5} aria-hidden />
        <span>No preview</span>
      </span>
    );
  if (state === 'waiting') return null;
  return (
    <img
      ref={element}
      src={source}
      alt={label}
      decoding="async"
      draggable={false}
      data-state={state}
      onLoad={() => {
        remember(source);
        setState('shown');
      }}
      onError={() => setState('missing')}
    />
  );
}
