import { Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { count } from '@/shared/format/words';
import classes from './PromptField.module.css';

type Props = {
  value: string;
  onChange: (value: string) => void;
  softLimit: number;
  error: string | undefined;
  ref?: Ref<HTMLTextAreaElement>;
  compact?: boolean;
};

export function PromptField({ value, onChange, softLimit, error, ref, compact = false }: Props) {
  const isLong = value.length > softLimit;
  return (
    <div className={classes.field}>
      <Textarea
        ref={ref ?? null}
        label="Prompt"
        labelProps={{ className: compact ? classes.hidden : undefined }}
        placeholder="A lighthouse above a foggy sea at dawn, oil on canvas"
        autosize
        minRows={compact ? 1 : 4}
        maxRows={compact ? 4 : 16}
        value={value}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
        aria-describedby="prompt-count"
        enterKeyHint="enter"
      />
      {(!compact || isLong) && (
        <div id="prompt-count" className={classes.count} data-long={isLong || undefined}>
          {isLong && <span role="status">Sent whole, but the model may not read to the end.</span>}
          <span>
            {count(value.length)} / {count(softLimit)}
          </span>
        </div>
      )}
    </div>
  );
}
