import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Image } from '@/shared/api/types';
import { bytes } from '@/shared/format/words';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { Dialog } from '@/shared/ui/Dialog';
import classes from './DeleteDialog.module.css';

type Props = { image: Image; onDelete: () => void; onClose: () => void };

/** Asked of one image, with the image: a wrong one is seen before it goes. */
export function DeleteDialog({ image, onDelete, onClose }: Props) {
  return (
    <Dialog title="Delete this image?" size="sm" onClose={onClose}>
      <div className={classes.what}>
        <Thumbnail image={image} className={classes.picture} />
        <div>
          <p className={classes.warning}>
            <IconAlertTriangle size={18} stroke={1.8} aria-hidden /> The image and what is known of it go.
          </p>
          <p className={classes.file}>
            {image.fileName}, {bytes(image.bytes)}
          </p>
          <p className={classes.quiet}>It lies in the trash for 30 days and can be brought back from there.</p>
        </div>
      </div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button
          color="red"
          variant="light"
          data-autofocus
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          Delete
        </Button>
      </Group>
    </Dialog>
  );
}
