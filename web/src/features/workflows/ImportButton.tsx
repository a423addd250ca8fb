import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef } from 'react';

type Props = { isReading: boolean; onFile: (file: File) => void };

export function ImportButton({ isReading, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button leftSection={<IconFileImport size={16} stroke={1.6} />} loading={isReading} onClick={() => input.current?.click()}>
        Import
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json,image/png,image/webp,image/jpeg,video/mp4,video/webm"
        aria-label="Workflow file"
        onChange={event => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
