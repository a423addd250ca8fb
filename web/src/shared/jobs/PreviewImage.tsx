import { useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';

type Props = { url: string; className?: string | undefined };

/** A preview that is replaced only by one that has arrived whole: no flash, no half-drawn picture, none skipped over while loading. */
export function PreviewImage({ url, className }: Props) {
  const [shown, setShown] = useState<string | null>(null);
  const [asked, setAsked] = useState(url);
  const [isLoading, setLoading] = useState(true);
  if (!isLoading && asked !== url) {
    setAsked(url);
    setLoading(true);
  }
  const loading = isLoading ? asked : null;

  const settle = (hasArrived: boolean) => {
    if (hasArrived) setShown(asked);
    setLoading(false);
  };

  return [shown, loading].map(
    each =>
      each !== null && (
        <img
          key={each}
          className={className}
          src={assetUrl(each)}
          alt=""
          style={each === shown ? undefined : { visibility: 'hidden' }}
          onLoad={() => each === loading && settle(true)}
          onError={() => each === loading && settle(false)}
        />
      ),
  );
}
