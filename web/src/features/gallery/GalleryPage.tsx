import { useInfiniteQuery } from '@tanstack/react-query';
import { assetUrl } from '@/shared/api/baseUrl';
import { bytes, plural } from '@/shared/format/words';
import { imageListQuery } from '@/shared/images/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import classes from './GalleryPage.module.css';

export function GalleryPage() {
  const { data, error, refetch } = useInfiniteQuery(imageListQuery());
  const images = data?.pages.flatMap(page => page.items) ?? [];
  const totals = data?.pages[0];

  if (!data && error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Gallery" summary={totals && `${plural(totals.count, 'image')}, ${bytes(totals.totalBytes)}`}>
      {data && images.length === 0 && <EmptyState title="No images yet">What you generate is kept here.</EmptyState>}
      <ul className={classes.grid}>
        {images.map(image => (
          <li key={image.id}>
            <img
              src={assetUrl(image.thumbnails['300'])}
              width={image.width}
              height={image.height}
              alt={image.prompt ?? image.fileName}
              loading="lazy"
              decoding="async"
            />
          </li>
        ))}
      </ul>
    </Page>
  );
}
