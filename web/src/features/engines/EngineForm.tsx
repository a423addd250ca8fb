import { Button } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Engine } from '@/shared/api/types';
import { EngineFields } from './EngineFields';
import classes from './EngineForm.module.css';
import { useSaveEngine } from './engineCommands';
import { draftOf, emptyDraft, requestOf } from './engineDraft';

type Props = { engine: Engine | null; knownTags: string[]; onDone: () => void };

/** Adds an engine, or changes one. */
export function EngineForm({ engine, knownTags, onDone }: Props) {
  const [draft, setDraft] = useState(() => (engine ? draftOf(engine) : emptyDraft));
  const saving = useSaveEngine(engine?.id ?? null);
  const problem = saving.error ? toProblem(saving.error) : null;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    saving.mutate(requestOf(draft), { onSuccess: onDone });
  };

  return (
    <form className={classes.form} aria-label={engine ? `Edit ${engine.name}` : 'Add an engine'} noValidate onSubmit={submit}>
      <EngineFields
        draft={draft}
        onChange={change => setDraft(before => ({ ...before, ...change }))}
        errors={problem?.fields ?? {}}
        knownTags={knownTags}
        canKeepLogin={engine?.hasCredentials ?? false}
      />
      {problem && Object.keys(problem.fields).length === 0 && (
        <p className={classes.error} role="alert">
          {problem.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving.isPending}>
          {engine ? 'Save' : 'Add engine'}
        </Button>
        <Button variant="default" c="var(--cs-text)" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
