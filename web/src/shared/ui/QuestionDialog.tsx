import { Button, Group } from '@mantine/core';
import { Dialog } from './Dialog';
import classes from './QuestionDialog.module.css';

export type Question = {
  title: string;
  /** What the question is about, in the user's own words. */
  prompt: string | null;
  text: string;
  /** What the way back is called. */
  keep?: string;
  /** Nothing brings it back: a hasty Enter keeps it. */
  isForGood?: boolean;
  /** The last one is what was asked for. */
  choices: readonly { label: string; isMild?: boolean; run: () => void | Promise<void> }[];
};

type Props = { question: Question; size?: 'sm' | 'md'; onClose: () => void };

/** Stands only where work in progress would be lost; everything else can be undone. */
export function QuestionDialog({ question, size = 'md', onClose }: Props) {
  return (
    <Dialog title={question.title} size={size} onClose={onClose}>
      {question.prompt !== null && <p className={classes.prompt}>{question.prompt}</p>}
      <p className={classes.text}>{question.text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus={question.isForGood ? true : undefined} onClick={onClose}>
          {question.keep ?? 'Keep going'}
        </Button>
        {question.choices.map(({ label, isMild, run }) => (
          <Button
            key={label}
            variant={isMild ? 'default' : 'light'}
            {...(isMild ? {} : { color: 'red', 'data-autofocus': question.isForGood ? undefined : true })}
            onClick={() => {
              onClose();
              void run();
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Dialog>
  );
}
