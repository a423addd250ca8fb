import { Collapse, Textarea, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { handlePromptKey } from './promptKeys';
import classes from './NegativeField.module.css';

type Props = { value: string; onChange: (value: string) => void; error: string | undefined };

export function NegativeField({ value, onChange, error }: Props) {
  const [isOpen, { toggle }] = useDisclosure(value !== '');
  const isShown = isOpen || error !== undefined;

  return (
    <div>
      <UnstyledButton className={classes.toggle} onClick={toggle} aria-expanded={isShown}>
        <IconChevronRight size={16} stroke={1.8} aria-hidden />
        <span>Negative prompt</span>
        {!isShown && value !== '' && <span className={classes.peek}>{value}</span>}
      </UnstyledButton>
      <Collapse expanded={isShown}>
        <Textarea
          aria-label="Negative prompt"
          placeholder="What should not be in the image"
          autosize
          minRows={2}
          maxRows={8}
          mt={6}
          value={value}
          error={error}
          onKeyDown={handlePromptKey}
          onChange={event => onChange(event.currentTarget.value)}
        />
      </Collapse>
    </div>
  );
}
