import { Button } from '@mantine/core';
import { IconPhotoOff, IconPhotoUp } from '@tabler/icons-react';
import { useState } from 'react';
import { GalleryPicker } from '../pictures/GalleryPicker';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';

/** A picture of the gallery in place of a made one. */
export function OwnPicture({ frame }: { frame: Frame }) {
  const { commands } = useStory();
  const [isPicking, setPicking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPhotoUp size={15} stroke={1.6} />} onClick={() => setPicking(true)}>
        {frame.picture === null ? 'Own picture' : 'Other picture'}
      </Button>
      {frame.picture !== null && (
        <Button size="xs" variant="default" leftSection={<IconPhotoOff size={15} stroke={1.6} />} onClick={() => commands.setPicture(frame, null)}>
          Without it
        </Button>
      )}
      {isPicking && <GalleryPicker title="A picture for this frame" onChoose={image => commands.setPicture(frame, image.id)} onClose={() => setPicking(false)} />}
    </>
  );
}
