import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import type { Image, ImagePage } from '@/shared/api/types';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { imageKeys } from '@/shared/images/queries';
import { Dialog } from '@/shared/ui/Dialog';
import { ProblemState } from '@/shared/ui/ProblemState';
import classes from './GalleryPicker.module.css';

type Props = { title: string; onChoose: (image: Image) => void; onClose: () => void };

const searchQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: [...imageKeys.all, 'pick', words],
    queryFn: ({ pageParam, signal }) =>
      api.get<ImagePage>('/api/images', { signal, params: { limit: 60, ...(words === '' ? {} : { q: words }), ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  });

/** One picture of the gallery, found by its words. */
export function GalleryPicker({ title, onChoose, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [words, setWords] = useState('');
  const [searched] = useDebouncedValue(words.trim(), 200);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(searchQuery(searched));
  const images = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <Dialog title={title} size={820} fullScreen={isPhone} onClose={onClose}>
      <TextInput
        data-autofocus
        aria-label="Search the gallery"
        placeholder="Search the gallery"
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data && images.length === 0 && <p className={classes.none}>{searched === '' ? 'The gallery is empty.' : 'No picture has these words.'}</p>}
      <ul className={classes.grid}>
        {images.map(image => (
          <li key={image.id}>
            <button
              type="button"
              className={classes.choice}
              aria-label={image.prompt ?? image.fileName}
              onClick={() => {
                onChoose(image);
                onClose();
              }}
            >
              <Thumbnail image={image} />
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          More
        </Button>
      )}
    </Dialog>
  );
}
