import { Button } from '@mantine/core';
import { IconPhoto, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '@/shared/api/client';
import type { ImagePage } from '@/shared/api/types';
import { imageKeys } from '@/shared/images/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import type { Result } from './api';
import { isFiltered } from './search';

type Props = { result: Result; onClear: () => void };

/** Why there is nothing to see, and the way on. */
export function Nothing({ result, onClear }: Props) {
  const { data } = useQuery({
    queryKey: [...imageKeys.maps, 'scanning'],
    queryFn: ({ signal }) => api.get<ImagePage>('/api/images', { params: { limit: 1 }, signal }),
    staleTime: 0,
    refetchInterval: query => (query.state.data?.scanning ? 2_000 : false),
  });
  if (isFiltered(result.filter))
    return (
      <EmptyState
        icon={<IconSearchOff size={40} stroke={1.2} />}
        title="Nothing matches"
        action={
          <Button variant="default" onClick={onClear}>
            Show all images
          </Button>
        }
      >
        Words are looked for in the prompt, the checkpoint, tags and file names, by how they begin. Put “quotes” around words that follow each other, and a minus
        before what must not occur.
      </EmptyState>
    );
  if (data?.scanning) return <EmptyState title="Reading your images">They appear here as they are found.</EmptyState>;
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
