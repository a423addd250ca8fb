import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Image } from '@/shared/api/types';
import { pictureIn, takeFromGallery, useUpload } from '@/shared/inputs/upload';
import { useFileDrop } from '@/shared/inputs/useFileDrop';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { FramePicker } from '../pictures/FramePicker';
import { GalleryPicker } from '../pictures/GalleryPicker';
import type { Reference } from '../types';
import bible from './Bible.module.css';
import { ReferenceItem } from './ReferenceItem';
import classes from './References.module.css';

type Props = { of: string; references: readonly Reference[]; error: string | undefined; onChange: (references: Reference[]) => void };

/** Pictures that show what somebody or some place looks like: dropped, pasted, chosen from a file or from the gallery, or what stands in a frame. */
export function References({ of, references, error, onChange }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [isPicking, setPicking] = useState<'gallery' | 'frame' | null>(null);
  const add = (input: string) => references.every(known => known.input !== input) && onChange([...references, { input, weight: 1, frame: null }]);
  const addFrame = (frame: string) => references.every(known => known.frame !== frame) && onChange([...references, { input: null, weight: 1, frame }]);
  const { upload, start, cancel } = useUpload(input => add(input.id));
  const take = (picture: File | null | undefined) => picture && void start(picture, picture.name);
  const takeImage = async (image: Image) => {
    try {
      add((await takeFromGallery(image.id)).id);
    } catch (problem) {
      notifications.show({ color: 'red', title: 'The picture was not taken over', message: toProblem(problem).message });
    }
  };
  const drop = useFileDrop(dropped => take(pictureIn(dropped)));
  const message = upload.status === 'failed' ? upload.message : error;

  return (
    <div
      role="group"
      aria-label={`References of ${of}`}
      className={classes.references}
      {...drop}
      onPaste={event => {
        const picture = pictureIn(event.clipboardData);
        if (picture) event.preventDefault();
        take(picture);
      }}
    >
      <p className={bible.label}>References</p>
      <ul className={classes.list}>
        {references.map(reference => (
          <ReferenceItem
            key={reference.frame ?? reference.input}
            of={of}
            reference={reference}
            onChange={next => onChange(references.map(known => (known === reference ? next : known)))}
            onRemove={() => onChange(references.filter(known => known !== reference))}
          />
        ))}
        <li>
          <Menu position="bottom-start">
            <Menu.Target>
              <button type="button" className={classes.add} aria-label={references.length === 0 ? `Drop or choose a reference of ${of}` : `Add a reference of ${of}`}>
                <IconPhotoPlus size={20} stroke={1.4} aria-hidden />
                {references.length === 0 && <span>Drop or choose</span>}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => file.current?.click()}>From a file</Menu.Item>
              <Menu.Item onClick={() => setPicking('gallery')}>From the gallery</Menu.Item>
              <Menu.Item onClick={() => setPicking('frame')}>As in a frame</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </li>
      </ul>
      {upload.status === 'sending' && (
        <div className={classes.sending}>
          <ProgressBar fraction={upload.fraction} label="Uploading the reference" />
          <Button size="compact-xs" variant="subtle" color="gray" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {message !== undefined && <p className={classes.error}>{message}</p>}
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label={`File for a reference of ${of}`}
        onChange={event => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {isPicking === 'gallery' && <GalleryPicker title={`A reference of ${of}`} onChoose={image => void takeImage(image)} onClose={() => setPicking(null)} />}
      {isPicking === 'frame' && <FramePicker title={`${of || 'Somebody'}, as in a frame`} onChoose={addFrame} onClose={() => setPicking(null)} />}
    </div>
  );
}
