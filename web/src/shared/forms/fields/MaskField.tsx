import { ActionIcon, Button } from '@mantine/core';
import { IconBrush, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense, use, useRef, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import { Hint } from '@/shared/hints/Hint';
import { inputUrl, useUpload } from '@/shared/inputs/upload';
import { FormContext } from '../formContext';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import classes from './MaskField.module.css';
import { RemovableHeader } from './RemovableHeader';

const MaskPainter = lazy(() => import('@/shared/inputs/mask/MaskPainter').then(module => ({ default: module.MaskPainter })));

/** Which part of the picture changes: painted over it, or a white-on-black file. */
export function MaskField({ slot, value, error, onChange }: FieldProps<string | null>) {
  const id = idOf(slot);
  const file = useRef<HTMLInputElement>(null);
  const picture = use(FormContext).pictureFor(slot.name);
  const [isPainting, setPainting] = useState(false);
  const { upload, start } = useUpload(input => onChange(input.id));

  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <RemovableHeader slot={slot} onRemove={value === null ? null : () => onChange(null)} />
      {value !== null && (
        <div className={classes.look}>
          {picture !== null && <img src={assetUrl(inputUrl(picture))} alt="" />}
          <img className={classes.mask} src={assetUrl(inputUrl(value))} alt={`${slot.label}: the part that changes`} />
        </div>
      )}
      <div className={classes.actions}>
        <Button
          variant="default"
          size="xs"
          className={classes.paint ?? ''}
          leftSection={<IconBrush size={15} stroke={1.6} />}
          disabled={picture === null}
          onClick={() => setPainting(true)}
        >
          {picture === null ? 'Choose the picture first' : value === null ? 'Paint the mask' : 'Go on painting'}
        </Button>
        <Hint label="A white-on-black file">
          <ActionIcon variant="default" size={30} aria-label={`Upload a file for ${slot.label}`} loading={upload.status === 'sending'} onClick={() => file.current?.click()}>
            <IconUpload size={16} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </div>
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label={`File for ${slot.label}`}
        onChange={event => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) void start(chosen, chosen.name);
          event.currentTarget.value = '';
        }}
      />
      <FieldError id={id} error={upload.status === 'failed' ? upload.message : error} />
      <Suspense>
        {isPainting && picture !== null && (
          <MaskPainter picture={picture} mask={value} onDone={input => onChange(input.id)} onClose={() => setPainting(false)} />
        )}
      </Suspense>
    </div>
  );
}
