import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import classes from './SearchBox.module.css';

type Props = { words: string; onSearch: (words: string) => void };

export function SearchBox({ words, onSearch }: Props) {
  const [typed, setTyped] = useState(words);
  const [sent, setSent] = useState(words);
  const input = useRef<HTMLInputElement>(null);
  const searchSoon = useDebouncedCallback((next: string) => {
    setSent(next);
    onSearch(next);
  }, 60);

  // The address changed from elsewhere: back button, "show all".
  if (words !== sent) {
    setSent(words);
    setTyped(words);
  }

  useHotkeys([['/', () => input.current?.focus()]]);

  const handleChange = (value: string) => {
    setTyped(value);
    searchSoon(value.trim());
  };

  return (
    <TextInput
      ref={input}
      className={classes.box ?? ''}
      size="xs"
      type="search"
      aria-label="Search images"
      placeholder="Search: fox “in snow” -night"
      value={typed}
      onChange={event => handleChange(event.currentTarget.value)}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={
        typed !== '' && (
          <ActionIcon size="sm" aria-label="Clear search" onClick={() => handleChange('')}>
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  );
}
