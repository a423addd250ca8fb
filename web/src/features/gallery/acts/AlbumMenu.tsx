import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '@/shared/ui/Dialog';
import { useAlbumActs, type Named } from './albums';

type Props = { album: Named; onRemoved?: () => void };

/** What is done to an album itself, wherever its name stands. */
export function AlbumMenu({ album, onRemoved }: Props) {
  const [isRenaming, setRenaming] = useState(false);
  const acts = useAlbumActs();
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon size={32} aria-label={`Album ${album.name}`}>
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setRenaming(true)}>Rename</Menu.Item>
          <Menu.Item color="red" onClick={() => void acts.remove(album).then(isGone => isGone && onRemoved?.())}>
            Delete the album
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRenaming && <RenameDialog album={album} onRename={name => acts.rename(album, name)} onClose={() => setRenaming(false)} />}
    </>
  );
}

type RenameProps = { album: Named; onRename: (name: string) => Promise<boolean>; onClose: () => void };

function RenameDialog({ album, onRename, onClose }: RenameProps) {
  const [name, setName] = useState(album.name);
  const [isSaving, setSaving] = useState(false);
  const rename = async () => {
    setSaving(true);
    const isDone = await onRename(name.trim());
    setSaving(false);
    if (isDone) onClose();
  };
  return (
    <Dialog title="Rename the album" size="sm" onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (name.trim() !== '') void rename();
        }}
      >
        <TextInput data-autofocus label="Name" maxLength={80} value={name} onChange={event => setName(event.currentTarget.value)} mb="md" />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={isSaving}>
            Rename
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
