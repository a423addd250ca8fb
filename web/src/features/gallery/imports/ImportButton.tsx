import { ActionIcon } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { Hint } from '@/shared/hints/Hint';

/** For those who do not drop files onto the page. */
export function ImportButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Hint label="Import images">
        <ActionIcon size={32} aria-label="Import images" onClick={() => input.current?.click()}>
          <IconPhotoPlus size={19} stroke={1.6} />
        </ActionIcon>
      </Hint>
      <input
        ref={input}
        type="file"
        accept="image/*,video/mp4,video/webm"
        multiple
        hidden
        aria-label="Files to import"
        onChange={event => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
