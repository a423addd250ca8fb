import { Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import searchList from '@/shared/ui/searchList.module.css';
import classes from './PromptHistory.module.css';
import { usePromptHistory } from './history';

type Props = { target: ReactNode; onClose: () => void; onChoose: (prompt: string) => void };

/** What was asked for before, to ask again. */
export function PromptHistory({ target, onClose, onChoose }: Props) {
  const { prompts } = usePromptHistory();
  const [words, setWords] = useState('');
  const found = prompts.filter(prompt => prompt.toLowerCase().includes(words.toLowerCase()));
  return (
    <Popover opened onChange={open => !open && onClose()} position="bottom-start" width="min(420px, calc(100vw - 24px))" trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} aria-label="Prompts of before">
        <TextInput
          data-autofocus
          variant="unstyled"
          className={searchList.search ?? ''}
          aria-label="Search prompts"
          placeholder="Search your prompts"
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
        />
        <ul className={classes.list}>
          {found.map(prompt => (
            <li key={prompt}>
              <UnstyledButton
                className={classes.prompt}
                onClick={() => {
                  onChoose(prompt);
                  onClose();
                }}
              >
                {prompt}
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className={searchList.none}>{prompts.length === 0 ? 'What you generate is remembered here.' : 'No prompt has these words.'}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
