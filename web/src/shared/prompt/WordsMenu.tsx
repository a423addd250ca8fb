import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '@/shared/api/client';
import type { PromptStyle, Wildcard } from '@/shared/api/types';
import { plural } from '@/shared/format/words';
import { insertText } from './promptKeys';
import classes from './WordsMenu.module.css';

const stylesQuery = queryOptions({
  queryKey: ['generate', 'styles'],
  queryFn: ({ signal }) => api.get<PromptStyle[]>('/api/prompts/styles', { signal }),
});
const wildcardsQuery = queryOptions({
  queryKey: ['generate', 'wildcards'],
  queryFn: ({ signal }) => api.get<Wildcard[]>('/api/prompts/wildcards', { signal }),
});

type Props = { target: ReactNode; style: string | null; onStyle: (style: string | null) => void; onClose: () => void };

/** Words that need not be typed: a style around the prompt, and lists that each seed draws from. */
export function WordsMenu({ target, style, onStyle, onClose }: Props) {
  const { data: styles = [] } = useQuery(stylesQuery);
  const { data: wildcards = [] } = useQuery(wildcardsQuery);
  const insert = (words: string) => {
    onClose();
    const area = document.getElementById('prompt');
    if (area instanceof HTMLTextAreaElement) insertText(area, words);
  };

  return (
    <Popover opened onChange={open => !open && onClose()} position="bottom-start" width="min(340px, calc(100vw - 24px))" trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p="xs" className={classes.menu ?? ''} aria-label="Styles and lists of words">
        <h2 className={classes.heading}>Styles</h2>
        {styles.map(({ name, prefix, suffix }) => (
          <UnstyledButton
            key={name}
            className={classes.item}
            aria-pressed={name === style}
            onClick={() => {
              onStyle(name === style ? null : name);
              onClose();
            }}
          >
            <span>
              {name}
              <small>{[prefix, suffix].filter(Boolean).join(' … ')}</small>
            </span>
            {name === style && <IconCheck size={16} aria-hidden />}
          </UnstyledButton>
        ))}
        {styles.length === 0 && <p className={classes.none}>None yet. They come from styles.json.</p>}
        <h2 className={classes.heading}>One of these, drawn with the seed</h2>
        <UnstyledButton className={classes.item} onClick={() => insert('{red|blue}')}>
          <span>
            {'{red|blue}'}
            <small>One of the words between the bars</small>
          </span>
        </UnstyledButton>
        {wildcards.map(({ name, count }) => (
          <UnstyledButton key={name} className={classes.item} onClick={() => insert(`__${name}__`)}>
            <span>
              __{name}__<small>{plural(count, 'entry', 'entries')}</small>
            </span>
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
