import { Button, Group, Modal } from '@mantine/core';
import classes from './QueueQuestion.module.css';

export type Question = {
  title: string;
  prompt: string | null;
  text: string;
  /** The last one is what was asked for. */
  choices: readonly { label: string; isMild?: boolean; run: () => Promise<void> }[];
};

type Props = { question: Question; onClose: () => void };

/** Stands only where work in progress would be lost; everything else can be undone. */
export function QueueQuestion({ question, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={question.title} size="md" closeButtonProps={{ 'aria-label': 'Close' }}>
      {question.prompt !== null && <p className={classes.prompt}>{question.prompt}</p>}
      <p className={classes.text}>{question.text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep going
        </Button>
        {question.choices.map(({ label, isMild, run }) => (
          <Button
            key={label}
            variant={isMild ? 'default' : 'light'}
            {...(isMild ? {} : { color: 'red', 'data-autofocus': true })}
            onClick={() => {
              onClose();
              void run();
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Modal>
  );
}
