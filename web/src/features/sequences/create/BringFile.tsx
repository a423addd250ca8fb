import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './NewStoryPage.module.css';

export function BringFile({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.bring}>
      <Button variant="default" size="xs" leftSection={<IconFileText size={16} stroke={1.6} />} onClick={() => file.current?.click()}>
        Bring a file
      </Button>
      <span>or drop it here: a shot list, CSV or Fountain script, several prompt files, or a project.</span>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        aria-label="Story files"
        accept=".txt,.md,.csv,.tsv,.fountain,.zip,text/plain,text/csv"
        onChange={event => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
