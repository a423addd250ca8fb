import { TagsInput, Textarea, TextInput } from '@mantine/core';
import type { FieldErrors } from '@/shared/forms/validate';
import type { Draft } from './draft';
import classes from './WorkflowFacts.module.css';

type Props = { draft: Draft; errors: FieldErrors; onChange: (patch: Partial<Draft>) => void };

export function WorkflowFacts({ draft, errors, onChange }: Props) {
  return (
    <div className={classes.facts}>
      <TextInput label="Title" required value={draft.title} error={errors.title} onChange={event => onChange({ title: event.currentTarget.value })} />
      <Textarea
        label="Description"
        placeholder="What it makes, and from what"
        autosize
        minRows={2}
        maxRows={6}
        value={draft.description}
        error={errors.description}
        onChange={event => onChange({ description: event.currentTarget.value })}
      />
      <TagsInput label="Tags" placeholder={draft.tags.length === 0 ? 'portrait, sdxl' : ''} value={draft.tags} error={errors.tags} onChange={tags => onChange({ tags })} />
    </div>
  );
}
