import { IconFileImport } from '@tabler/icons-react';
import { useRef } from 'react';
import { HeadingButton } from '@/shared/ui/HeadingButton';

type Props = { isReading: boolean; onFile: (file: File) => void };

export function ImportButton({ isReading, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <HeadingButton icon={<IconFileImport size={16} stroke={1.6} />} label="Import" loading={isReading} onClick={() => input.current?.click()} />
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
