import { TextInput, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '@/shared/ui/Dialog';
import { templatesQuery } from './queries';
import { searchTemplates } from './searchTemplates';
import classes from './TemplatePicker.module.css';
import { TemplatePicture } from './TemplatePicture';

type Props = { current: string; onChoose: (id: string) => void; onClose: () => void };

/** What can be made, to choose from without leaving the form. */
export function TemplatePicker({ current, onChoose, onClose }: Props) {
  const { data: templates = [] } = useQuery(templatesQuery);
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [words, setWords] = useState('');
  const found = searchTemplates(templates, words);
  const choose = (id: string) => {
    onChoose(id);
    onClose();
  };
  return (
    <Dialog title="What to make" size={760} fullScreen={isPhone} onClose={onClose}>
      <TextInput
        data-autofocus
        aria-label="Search templates"
        placeholder="Search"
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
        onKeyDown={event => {
          const [first] = found;
          if (event.key === 'Enter' && first) choose(first.id);
        }}
      />
      <ul className={classes.list}>
        {found.map(template => (
          <li key={template.id}>
            <UnstyledButton className={classes.item} aria-current={template.id === current || undefined} onClick={() => choose(template.id)}>
              <span className={classes.picture}>
                <TemplatePicture template={template} />
              </span>
              <span className={classes.words}>
                <strong>{template.title}</strong>
                <span>{template.description}</span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>No template has these words.</p>}
      <p className={classes.more}>
        <Link to="/workflows">All workflows, and your own</Link>
      </p>
    </Dialog>
  );
}
