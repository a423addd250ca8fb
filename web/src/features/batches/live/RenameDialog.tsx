import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/shared/ui/Dialog';
import classes from './GrowDialog.module.css';

type Props = { title: string; onRename: (title: string) => void; onClose: () => void };

export function RenameDialog({ title, onRename, onClose }: Props) {
  const [name, setName] = useState(title);
  return (
    <Dialog title="Rename" size="sm" onClose={onClose}>
      <form
        className={classes.fields}
        onSubmit={event => {
          event.preventDefault();
          if (name.trim() === '') return;
          onRename(name.trim());
          onClose();
        }}
      >
        <TextInput data-autofocus label="Name" maxLength={200} value={name} onChange={event => setName(event.currentTarget.value)} />
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>Rename</Button>
        </div>
      </form>
    </Dialog>
  );
}
