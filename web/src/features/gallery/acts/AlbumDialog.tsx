import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconAlbum } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Album } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import { Dialog } from '@/shared/ui/Dialog';
import { ProblemState } from '@/shared/ui/ProblemState';
import { AlbumMenu } from './AlbumMenu';
import { albumsQuery, useNewAlbum } from './albums';
import classes from './AlbumDialog.module.css';

type Props = { onChoose: (album: Album) => void; onClose: () => void };

export function AlbumDialog({ onChoose, onClose }: Props) {
  const { data: albums, error, refetch } = useQuery(albumsQuery);
  const [name, setName] = useState('');
  const adding = useNewAlbum();
  const choose = (album: Album) => {
    onChoose(album);
    onClose();
  };
  return (
    <Dialog title="Put into an album" size="sm" onClose={onClose}>
      {!albums && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ul className={classes.list}>
        {albums?.map(album => (
          <li key={album.id} className={classes.row}>
            <UnstyledButton className={classes.album} onClick={() => choose(album)}>
              <IconAlbum size={18} stroke={1.6} aria-hidden />
              <span>{album.name}</span>
              <span className={classes.count}>{count(album.count)}</span>
            </UnstyledButton>
            <AlbumMenu album={album} />
          </li>
        ))}
      </ul>
      <form
        className={classes.add}
        onSubmit={event => {
          event.preventDefault();
          if (name.trim() !== '') adding.mutate(name.trim(), { onSuccess: choose });
        }}
      >
        <TextInput aria-label="New album" placeholder="A new album" maxLength={80} value={name} error={adding.error?.message} onChange={event => setName(event.currentTarget.value)} />
        <Button type="submit" disabled={name.trim() === ''} loading={adding.isPending}>
          Create
        </Button>
      </form>
    </Dialog>
  );
}
