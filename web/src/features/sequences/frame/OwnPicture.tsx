import { Button, Menu } from '@mantine/core';
import { IconPhotoOff, IconPhotoUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useGalleryUpload } from '@/shared/inputs/upload';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { GalleryPicker } from '../pictures/GalleryPicker';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';
import classes from './OwnPicture.module.css';

/** A picture of the gallery in place of a made one; one from a file goes into the gallery first. */
export function OwnPicture({ frame }: { frame: Frame }) {
  const { commands } = useStory();
  const file = useRef<HTMLInputElement>(null);
  const [isPicking, setPicking] = useState(false);
  const { upload, start, cancel } = useGalleryUpload(({ imageId }) => commands.setPicture(frame, imageId));
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconPhotoUp size={15} stroke={1.6} />}>
            {frame.picture === null ? 'Own picture' : 'Other picture'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => file.current?.click()}>From a file</Menu.Item>
          <Menu.Item onClick={() => setPicking(true)}>From the gallery</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {frame.picture !== null && (
        <Button size="xs" variant="default" leftSection={<IconPhotoOff size={15} stroke={1.6} />} onClick={() => commands.setPicture(frame, null)}>
          Without it
        </Button>
      )}
      {upload.status === 'sending' && (
        <div className={classes.sending}>
          <ProgressBar fraction={upload.fraction} label="Uploading the picture" />
          <Button size="compact-xs" variant="subtle" color="gray" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {upload.status === 'failed' && (
        <p className={classes.problem} role="alert">
          {upload.message}
        </p>
      )}
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label="File for this frame"
        onChange={event => {
          const [picture] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (picture) void start(picture, picture.name);
        }}
      />
      {isPicking && <GalleryPicker title="A picture for this frame" onChoose={image => commands.setPicture(frame, image.id)} onClose={() => setPicking(false)} />}
    </>
  );
}
