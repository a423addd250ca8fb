import { ActionIcon, Textarea } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode, type Ref } from 'react';
import { FieldHeader } from '@/shared/forms/fields/FieldHeader';
import { count } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { drawWords } from './draws';
import classes from './PromptField.module.css';
import { handlePromptKey } from './promptKeys';
import { countTokens, secondPart } from './tokens';

const PromptHistory = lazy(() => import('./PromptHistory').then(module => ({ default: module.PromptHistory })));

type Props = {
  label?: string;
  value: string;
  onChange: (value: string) => void;
  softLimit: number;
  /** Tokens that the model reads at a time. */
  part: number;
  error: string | undefined;
  ref?: Ref<HTMLTextAreaElement>;
  compact?: boolean;
  /** Further tools beside the history. */
  tools?: ReactNode;
};

export function PromptField({ label = 'Prompt', value, onChange, softLimit, part, error, ref, compact = false, tools }: Props) {
  const notes = notesOn(value, softLimit, part);
  const isNoted = compact ? notes.length > 0 : true;
  return (
    <div className={classes.field}>
      <div className={compact ? classes.hidden : undefined}>
        <FieldHeader label={label} htmlFor="prompt">
          {!compact && tools}
          {!compact && <HistoryButton onChoose={onChange} />}
        </FieldHeader>
      </div>
      <Textarea
        ref={ref ?? null}
        id="prompt"
        placeholder="A lighthouse above a foggy sea at dawn, oil on canvas"
        autosize
        minRows={compact ? 1 : 4}
        maxRows={compact ? 4 : 16}
        value={value}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
        onKeyDown={handlePromptKey}
        aria-describedby="prompt-notes"
        enterKeyHint="enter"
      />
      {isNoted && (
        <div id="prompt-notes" className={classes.notes}>
          <span className={classes.sentences}>
            {notes.map(({ text, isWarning }) => (
              <span key={text} role="status" data-warning={isWarning === true || undefined}>
                {text}
              </span>
            ))}
          </span>
          <span className={classes.count}>
            {value === '' ? '0' : `≈ ${count(countTokens(value))}`} / {part} tokens
          </span>
        </div>
      )}
    </div>
  );
}

type Note = { text: string; isWarning?: boolean };

function notesOn(prompt: string, softLimit: number, part: number): Note[] {
  const next = secondPart(prompt, part);
  const drawn = drawWords(prompt);
  return [
    ...(prompt.length > softLimit ? [{ text: `Over ${count(softLimit)} characters: sent whole, but the model may not read to the end.`, isWarning: true }] : []),
    ...(next !== null && prompt.length <= softLimit ? [{ text: `The model’s first part ends before “${next} …”; what follows counts for less.`, isWarning: true }] : []),
    ...(drawn === null ? [] : [{ text: drawn }]),
  ];
}

function HistoryButton({ onChoose }: { onChoose: (prompt: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <ActionIcon size={24} aria-label="Prompts of before" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      <IconHistory size={16} stroke={1.6} />
    </ActionIcon>
  );
  if (!isOpen) return <Hint label="Prompts of before">{button}</Hint>;
  return (
    <Suspense fallback={button}>
      <PromptHistory
        target={button}
        onChoose={onChoose}
        onClose={() => {
          setOpen(false);
          document.getElementById('prompt')?.focus();
        }}
      />
    </Suspense>
  );
}
