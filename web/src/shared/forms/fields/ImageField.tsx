import { Button } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import { inputUrl, pictureIn, useUpload } from '@/shared/inputs/upload';
import { useFileDrop } from '@/shared/inputs/useFileDrop';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import classes from './ImageField.module.css';
import { RemovableHeader } from './RemovableHeader';

/** A picture by drop, paste or file; what the gallery holds comes from there ("use as input"). */
export function ImageField({ slot, value, error, onChange }: FieldProps<string | null>) {
  const id = idOf(slot);
  const file = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const { upload, start, cancel } = useUpload(input => onChange(input.id));
  const take = (picture: File | null) => picture && void start(picture, picture.name);
  const drop = useFileDrop(dropped => take(pictureIn(dropped)));
  const message = upload.status === 'failed' ? upload.message : missing === value && value !== null ? 'This picture is not there any more. Choose another.' : error;

  // Pasted anywhere on the page, a picture goes to the first field that has none.
  const handlePaste = useEffectEvent((event: ClipboardEvent) => {
    const picture = pictureIn(event.clipboardData);
    if (event.defaultPrevented || value !== null || !picture) return;
    event.preventDefault();
    take(picture);
  });
  useEffect(() => {
    window.addEventListener('paste', handlePaste);
    return () => window.removeEventListener('paste', handlePaste);
  }, []);

  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <RemovableHeader slot={slot} onRemove={value === null ? null : () => onChange(null)} />
      <div
        className={classes.zone}
        {...drop}
        data-error={message !== undefined || undefined}
      >
        {upload.status === 'sending' ? (
          <div className={classes.sending}>
            <ProgressBar fraction={upload.fraction} label={`Uploading ${slot.label}`} />
            <Button variant="subtle" color="gray" size="compact-sm" onClick={cancel}>
              Cancel
            </Button>
          </div>
        ) : (
          <>
            {value !== null && missing !== value && (
              <img className={classes.picture} src={assetUrl(inputUrl(value))} alt={slot.label} onError={() => setMissing(value)} />
            )}
            <button type="button" className={classes.choose} data-over-picture={value !== null || undefined} aria-describedby={message ? `${id}-error` : undefined} onClick={() => file.current?.click()}>
              <IconPhotoUp size={20} stroke={1.4} aria-hidden />
              <span>{value === null ? 'Drop, paste or choose a picture' : 'Replace'}</span>
            </button>
          </>
        )}
      </div>
      <input
        ref={file}
        id={id}
        type="file"
        accept="image/*"
        hidden
        aria-label={`File for ${slot.label}`}
        onChange={event => {
          take(event.currentTarget.files?.[0] ?? null);
          event.currentTarget.value = '';
        }}
      />
      <FieldError id={id} error={message} />
    </div>
  );
}
