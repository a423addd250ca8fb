import { ActionIcon, Button } from '@mantine/core';
import { IconMusic, IconUpload, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useFileDrop } from '@/shared/inputs/useFileDrop';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import classes from './SoundField.module.css';
import type { SoundChoice } from './useSound';

type Props = { choice: SoundChoice; error: string | undefined };

/** What is heard with the film: dropped or chosen, and heard through by the studio before it is taken. */
export function SoundField({ choice: { sound, upload, take, cancel, remove }, error }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const drop = useFileDrop(({ files }) => take(files[0]));
  const message = upload.status === 'failed' ? upload.message : error;

  return (
    <div
      role="group"
      aria-label="Sound"
      className={classes.field}
      {...drop}
    >
      <p className={classes.label}>Sound</p>
      {sound && upload.status !== 'sending' ? (
        <div className={classes.chosen}>
          <IconMusic size={18} stroke={1.6} aria-hidden />
          <span className={classes.name}>{sound.name}</span>
          <span className={classes.length}>{lengthOf(sound.seconds)}</span>
          <ActionIcon size={40} aria-label="Remove the sound" onClick={remove}>
            <IconX size={15} stroke={1.8} />
          </ActionIcon>
        </div>
      ) : (
        upload.status !== 'sending' && (
          <button type="button" className={classes.drop} onClick={() => file.current?.click()}>
            <IconUpload size={18} stroke={1.5} aria-hidden />
            Drop or choose a sound
          </button>
        )
      )}
      {upload.status === 'sending' && (
        <div className={classes.sending}>
          <ProgressBar fraction={upload.fraction < 1 ? upload.fraction : null} label="Uploading the sound" />
          <span>{upload.fraction < 1 ? `${Math.round(upload.fraction * 100)} %` : 'Being checked'}</span>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {message === undefined ? (
        <p className={classes.about}>WAV, MP3, M4A, OGG or FLAC. It ends with the film, and fades out.</p>
      ) : (
        <p className={classes.error} role="alert">
          {message}
        </p>
      )}
      <input
        ref={file}
        type="file"
        accept="audio/*,.m4a,.flac,.ogg"
        hidden
        aria-label="File for the sound"
        onChange={event => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

const lengthOf = (seconds: number) => `${Math.floor(Math.round(seconds) / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
