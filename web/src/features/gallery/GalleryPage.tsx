import { Button, Loader } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import type { Image } from '@/shared/api/types';
import { bytes, count, plural } from '@/shared/format/words';
import { imageListQuery } from '@/shared/images/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import classes from './GalleryPage.module.css';
import { ImageGrid } from './ImageGrid';
import { OfflineNote } from './OfflineNote';
import { SearchBox } from './SearchBox';
import { Skeletons } from './Skeletons';
import { useScrollMemory } from './useScrollMemory';
import { useWidth } from './useWidth';
import { Viewer } from './Viewer';

/** What the gallery's address holds, so that a search and an open image can be shared and survive a refresh. */
export type GallerySearch = { q?: string; group?: string; image?: string };

export function GalleryPage() {
  const { q, group, image } = useSearch({ from: '/gallery' });
  const navigate = useNavigate({ from: '/gallery' });
  const scroll = useRef<HTMLDivElement>(null);
  const width = useWidth(scroll);
  const filter = useMemo(() => ({ ...(q ? { q } : {}), ...(group ? { group } : {}) }), [q, group]);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(imageListQuery(filter));
  const images = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data]);
  const totals = data?.pages[0];
  const isFiltered = Boolean(q ?? group);

  useScrollMemory(scroll, `gallery ${q ?? ''} ${group ?? ''}`, images.length > 0 && width > 0);

  const handleOpen = useCallback(
    (opened: Image) => void navigate({ search: search => ({ ...search, image: opened.id }) }),
    [navigate],
  );
  const handleShow = useCallback(
    (shown: Image | null) =>
      void navigate({
        search: search => {
          const rest: GallerySearch = { ...search };
          delete rest.image;
          return shown ? { ...rest, image: shown.id } : rest;
        },
        replace: true,
      }),
    [navigate],
  );
  const handleNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const handleSearch = useCallback(
    (words: string) => void navigate({ search: words === '' ? {} : { q: words }, replace: true }),
    [navigate],
  );

  return (
    <Page
      title="Gallery"
      summary={totals && `${isFiltered ? plural(totals.count, 'match', 'matches') : plural(totals.count, 'image')}, ${bytes(totals.totalBytes)}`}
      actions={<SearchBox words={q ?? ''} onSearch={handleSearch} />}
      scrollRef={scroll}
    >
      {totals && !totals.online && <OfflineNote />}
      {group && <GroupNote images={totals?.count ?? 0} />}
      {!data && !error && <Skeletons />}
      {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data && images.length === 0 && <Nothing isFiltered={isFiltered} isScanning={totals?.scanning ?? false} />}
      {images.length > 0 && width > 0 && (
        <ImageGrid images={images} width={width} scroll={scroll} onOpen={handleOpen} onNearEnd={handleNearEnd} />
      )}
      {isFetchingNextPage && <Loader className={classes.more} size="sm" aria-label="Loading more images" />}
      {image && <Viewer id={image} images={images} onShow={handleShow} onNearEnd={handleNearEnd} />}
    </Page>
  );
}

function GroupNote({ images }: { images: number }) {
  return (
    <p className={classes.note}>
      {count(images)} made together. <Link to="/gallery">Show all</Link>
    </p>
  );
}

function Nothing({ isFiltered, isScanning }: { isFiltered: boolean; isScanning: boolean }) {
  if (isScanning) return <EmptyState title="Reading your images">They appear here as they are found.</EmptyState>;
  if (isFiltered)
    return (
      <EmptyState title="Nothing matches" action={<Button variant="default" renderRoot={props => <Link to="/gallery" {...props} />}>Show all images</Button>}>
        Every word has to occur in the prompt, the checkpoint or the file name. Try fewer words.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconPhoto size={40} stroke={1.2} />}
      title="No images yet"
      action={<Button renderRoot={props => <Link to="/generate" {...props} />}>Make the first one</Button>}
    >
      Everything you generate is kept here, with all that is needed to make it again.
    </EmptyState>
  );
}
