import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { FormContext } from '@/shared/forms/formContext';
import { FormSections } from '@/shared/forms/FormSections';
import { pictureSlot } from '@/shared/forms/outdatedMasks';
import { promptSlot } from '@/shared/forms/sections';
import { useStable } from '@/shared/ui/useStable';
import { ProblemState } from '@/shared/ui/ProblemState';
import type { FormProps } from './formProps';
import { FormMenu } from './FormMenu';
import { ReadyNote } from '@/shared/templates/ReadyNote';
import classes from './SettingsSection.module.css';
import { TemplateButton } from '@/shared/templates/TemplateButton';

/** The settings, or why they are not there. */
export function SettingsSection(props: FormProps) {
  const { settings, template, templates, submission, onChange, onValues } = props;
  const { values } = settings;

  const addToPrompt = useStable((words: string) => {
    const name = template && promptSlot(template)?.name;
    const prompt = values[name ?? ''];
    const before = typeof prompt === 'string' ? prompt : '';
    if (name !== undefined && !before.includes(words)) onValues({ [name]: before.trim() === '' ? words : `${before.trimEnd().replace(/,$/, '')}, ${words}` });
  });
  const picture = values[(template && pictureSlot(template)?.name) ?? ''];
  const context = useMemo(() => ({ addToPrompt, pictureFor: () => (typeof picture === 'string' ? picture : null) }), [addToPrompt, picture]);

  if (templates.data && template)
    return (
      <FormContext value={context}>
        <div className={classes.head}>
          <TemplateButton template={template} onChoose={id => onChange({ template: id })} />
          <FormMenu settings={settings} template={template} onReset={props.onReset} />
        </div>
        <ReadyNote template={template} />
        <FormSections template={template} values={values} errors={submission.errors} onChange={onValues} />
      </FormContext>
    );
  if (templates.isError) return <ProblemState error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <div role="status" aria-busy="true" aria-label="Loading the settings">
      {[36, 56, 104, 56, 56].map((height, at) => (
        <Skeleton key={at} height={height} mb="md" />
      ))}
    </div>
  );
}
