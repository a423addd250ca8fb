import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { Dialog } from '@/shared/ui/Dialog';
import { unreadableQuery } from '../api';
import classes from './UnreadableButton.module.css';

/** Files that look like images and cannot be shown; not there while all can. */
export function UnreadableButton() {
  const { data: files = [] } = useQuery(unreadableQuery);
  const [isOpen, setOpen] = useState(false);
  if (files.length === 0) return null;
  const label = `${plural(files.length, 'file')} could not be read`;
  return (
    <>
      <Hint label={label}>
        <ActionIcon size={32} aria-label={label} className={classes.button ?? ''} onClick={() => setOpen(true)}>
          <IconAlertTriangle size={19} stroke={1.6} />
        </ActionIcon>
      </Hint>
      {isOpen && (
        <Dialog title={label} onClose={() => setOpen(false)}>
          <p className={classes.words}>They lie in the images folder as they were; nothing is done to them.</p>
          <ul className={classes.list}>
            {files.slice(0, 200).map(({ relativePath, reason }) => (
              <li key={relativePath}>
                <span>{relativePath}</span>
                <span className={classes.words}>{reason}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
