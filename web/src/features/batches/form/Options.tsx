import { Checkbox, TextInput } from '@mantine/core';
import type { BatchDraft } from './draft';
import classes from './NewBatchPage.module.css';

type Props = { draft: BatchDraft; hasWildcards: boolean; error: string | undefined; onChange: (patch: Partial<BatchDraft>) => void };

/** What few change. */
export function Options({ draft, hasWildcards, error, onChange }: Props) {
  return (
    <div className={classes.options}>
      <TextInput
        label="Name"
        placeholder="The first words of the prompt"
        maxLength={200}
        value={draft.title}
        error={error}
        onChange={event => onChange({ title: event.currentTarget.value })}
      />
      <div className={classes.checks}>
        <Checkbox label="Stop at the first failure" description="Otherwise the rest goes on." checked={draft.stopAtFirstFailure} onChange={event => onChange({ stopAtFirstFailure: event.currentTarget.checked })} />
        {hasWildcards && (
          <Checkbox
            label="Draw words without repeats"
            description="Each choice of {a|b} and __list__ comes up once before any comes again."
            checked={draft.withoutRepeats}
            onChange={event => onChange({ withoutRepeats: event.currentTarget.checked })}
          />
        )}
      </div>
    </div>
  );
}
