import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/shared/ui/Dialog';
import { parseTags } from './tags';
import type { Marks } from './useActs';

type Props = { onTag: (marks: Marks) => void; onClose: () => void };

export function TagDialog({ onTag, onClose }: Props) {
  const [words, setWords] = useState('');
  const tags = parseTags(words);
  const finish = (marks: Marks) => {
    onTag(marks);
    onClose();
  };
  return (
    <Dialog title="Tags" size="sm" onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (tags.length > 0) finish({ addTags: tags });
        }}
      >
        <TextInput
          data-autofocus
          label="One or several, with commas between"
          placeholder="portrait, for print"
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
          mb="md"
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={tags.length === 0} onClick={() => finish({ removeTags: tags })}>
            Take them off
          </Button>
          <Button type="submit" disabled={tags.length === 0}>
            Add
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
