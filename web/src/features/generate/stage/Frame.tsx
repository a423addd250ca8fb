import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Image } from '@/shared/api/types';
import { assetUrl } from '@/shared/api/baseUrl';
import { PreviewImage } from '@/shared/jobs/PreviewImage';
import classes from './Frame.module.css';

type Props = {
  width: number;
  height: number;
  alt: string;
  previewUrl?: string | null;
  image?: Image | null;
  onShown?: () => void;
  children?: ReactNode;
};

/** The place of a picture at its true ratio, from before it exists until it is sharp: nothing around it ever moves. */
export function Frame({ width, height, alt, previewUrl = null, image = null, onShown, children }: Props) {
  const [isLoaded, setLoaded] = useState(false);
  const size = { '--ratio': width / height, aspectRatio: `${width} / ${height}` };

  return (
    <div className={classes.room}>
      <div className={classes.frame} style={size} data-bare={!image || undefined}>
        {previewUrl && <PreviewImage url={previewUrl} />}
        {image && (
          <Link to="/gallery" search={{ image: image.id }} className={classes.open} aria-label="Open the image in the gallery">
            <img
              className={classes.picture}
              src={assetUrl(image.url)}
              alt={alt}
              width={width}
              height={height}
              decoding="async"
              data-loaded={isLoaded || undefined}
              onLoad={() => {
                setLoaded(true);
                onShown?.();
              }}
            />
          </Link>
        )}
        {children}
      </div>
    </div>
  );
}
