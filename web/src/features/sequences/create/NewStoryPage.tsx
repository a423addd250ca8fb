import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { fittingTemplate } from '@/shared/models/groups';
import { modelsQuery } from '@/shared/models/queries';
import { templatesQuery } from '@/shared/templates/queries';
import { Page } from '@/shared/ui/Page';
import { createFromPrompts, createStory, importProject, producerQuery } from '../api';
import { BringFile } from './BringFile';
import { readBrought } from './brought';
import classes from './NewStoryPage.module.css';
import { LanguageHint } from './LanguageHint';
import { PlanFields } from './PlanFields';
import { StoryBox } from './StoryBox';
import { StoryDrop } from './StoryDrop';
import { lengthProblem } from './storyLength';
import { useBeginning } from './useBeginning';
import { useNewStory } from './useNewStory';

/** Where a story begins: written, or brought as a list, a table, a script, prompt files or a project. */
export function NewStoryPage() {
  const { data: templates = [] } = useQuery(templatesQuery);
  const { data: models } = useQuery(modelsQuery);
  const { data: producer } = useQuery(producerQuery);
  const { draft, change, forget } = useNewStory();
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const beginning = useBeginning();
  const template = templates.find(({ id }) => id === draft.template) ?? fittingTemplate(templates, models?.checkpoints ?? []);
  const problem = beginning.error === null ? null : toProblem(beginning.error);
  const says = refusal ?? problem?.message ?? null;

  const plan = () => {
    setTried(true);
    setRefusal(null);
    if (lengthProblem(draft.text) !== null) return;
    const { title, text, frames, arc, family } = draft;
    const said = { ...(title.trim() ? { title } : {}), ...(arc.trim() ? { arc } : {}), ...(family ? { family } : {}), ...(template ? { template: template.id } : {}) };
    beginning.mutate(() => createStory({ text, frames, plan: true, ...said }), { onSuccess: forget });
  };
  const take = async (files: readonly File[]) => {
    setRefusal(null);
    const brought = await readBrought(files);
    switch (brought?.kind) {
      case 'text':
        change({ text: brought.text, title: draft.title || brought.name.replace(/\.[^.]+$/, '').replaceAll(/[_-]+/g, ' ') });
        break;
      case 'prompts':
        beginning.mutate(() => createFromPrompts(brought.files, draft.title));
        break;
      case 'project':
        beginning.mutate(() => importProject(brought.file));
        break;
      case 'refused':
        setRefusal(brought.reason);
    }
  };

  return (
    <Page title="New story">
      <StoryDrop onFiles={files => void take(files)}>
        <div className={classes.form}>
          <TextInput label="Title" placeholder="Found for you if you leave it open" value={draft.title} error={problem?.fields.title} onChange={event => change({ title: event.currentTarget.value })} />
          <StoryBox text={draft.text} error={(isTried ? lengthProblem(draft.text) : null) ?? problem?.fields.text} onChange={text => change({ text })} onSubmit={plan} />
          <LanguageHint text={draft.text} />
          <BringFile onFiles={files => void take(files)} />
          <PlanFields draft={draft} families={producer?.families ?? []} template={template} fields={problem?.fields ?? {}} onChange={change} />
          {producer && !producer.available && (
            <p className={classes.warning} role="note">
              {producer.problem ?? `${producer.name} does not answer now.`} The story is kept all the same, and planned when you ask again.
            </p>
          )}
          {says !== null && (
            <p className={classes.problem} role="alert">
              {says}
            </p>
          )}
          <div className={classes.acts}>
            <Button size="md" loading={beginning.isPending} onClick={plan}>
              Plan the shots
            </Button>
            {beginning.isPending && <span role="status">{producer?.kind === 'builtIn' ? 'Planning the shots…' : `${producer?.name ?? 'The producer'} is thinking. This may take a while.`}</span>}
          </div>
        </div>
      </StoryDrop>
    </Page>
  );
}
