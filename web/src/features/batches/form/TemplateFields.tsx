import { Skeleton, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { SlotValues, Template } from '@/shared/api/types';
import { FormContext } from '@/shared/forms/formContext';
import { FormSections } from '@/shared/forms/FormSections';
import { pictureSlot } from '@/shared/forms/outdatedMasks';
import { negativeSlot, promptSlot } from '@/shared/forms/sections';
import type { Patch, Settings } from '@/shared/forms/settings';
import { errorOf, isAbout, type FieldErrors } from '@/shared/forms/validate';
import { NegativeField } from '@/shared/prompt/NegativeField';
import { PromptField } from '@/shared/prompt/PromptField';
import { StyleChip } from '@/shared/prompt/StyleChip';
import { partLength } from '@/shared/prompt/tokens';
import { WordsButton } from '@/shared/prompt/WordsButton';
import { ReadyNote } from '@/shared/templates/ReadyNote';
import { TemplateButton } from '@/shared/templates/TemplateButton';
import { ProblemState } from '@/shared/ui/ProblemState';
import { useStable } from '@/shared/ui/useStable';
import classes from './NewBatchPage.module.css';

type Props = {
  settings: Settings;
  template: Template | undefined;
  templates: UseQueryResult<Template[]>;
  /** Slots that the batch sets: they have no field here. */
  taken: ReadonlySet<string>;
  errors: FieldErrors;
  onChange: (patch: Patch) => void;
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const usualLimit = 500;

/** The form that the template describes: what all images of the batch have in common. */
export function TemplateFields({ settings, template, templates, taken, errors, onChange }: Props) {
  const { values, style } = settings;
  const onValues = useStable((next: SlotValues) => onChange({ values: next }));
  const key = [...taken].join();
  const shown = useMemo(() => {
    const away = new Set(key.split(','));
    return template && { ...template, slots: template.slots.filter(({ name }) => !away.has(name)) };
  }, [template, key]);
  const [prompt, negative] = [shown && promptSlot(shown), shown && negativeSlot(shown)];
  const promptName = prompt?.name;

  const addToPrompt = useStable((words: string) => {
    if (promptName === undefined) return;
    const before = text(values[promptName]);
    if (!before.includes(words)) onValues({ [promptName]: before.trim() === '' ? words : `${before.trimEnd().replace(/,$/, '')}, ${words}` });
  });
  const picture = values[(template && pictureSlot(template)?.name) ?? ''];
  const context = useMemo(() => ({ addToPrompt, pictureFor: () => (typeof picture === 'string' ? picture : null) }), [addToPrompt, picture]);

  if (!template || !shown) {
    if (templates.isError) return <ProblemState error={templates.error} onRetry={() => void templates.refetch()} />;
    return (
      <div role="status" aria-busy="true" aria-label="Loading the settings">
        {[120, 36, 56, 104, 56].map((height, at) => (
          <Skeleton key={at} height={height} mb="md" />
        ))}
      </div>
    );
  }
  return (
    <FormContext value={context}>
      <div className={classes.template}>
        <TemplateButton template={template} onChoose={id => onChange({ template: id })} />
      </div>
      <ReadyNote template={template} />
      {prompt && (
        <PromptField
          label={prompt.label}
          value={text(values[prompt.name])}
          softLimit={prompt.maxLength ?? usualLimit}
          part={partLength(template)}
          error={errorOf(errors, prompt.name)}
          onChange={words => onValues({ [prompt.name]: words })}
          tools={<WordsButton style={style} onStyle={next => onChange({ style: next })} />}
        />
      )}
      {style !== null && <StyleChip style={style} onClear={() => onChange({ style: null })} />}
      {negative && (
        <NegativeField value={text(values[negative.name])} error={errorOf(errors, negative.name)} onChange={words => onValues({ [negative.name]: words })} />
      )}
      <Later hasError={Object.keys(errors).some(path => isAbout(path, 'slots') && path !== `slots.${promptName ?? ''}`)}>
        <FormSections template={shown} values={values} errors={errors} onChange={onValues} />
      </Later>
    </FormContext>
  );
}

/** On a phone the settings stand behind a tap: what the batch is about comes before them. */
function Later({ hasError, children }: { hasError: boolean; children: ReactNode }) {
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(false);
  if (!isPhone) return children;
  const isShown = isOpen || hasError;
  return (
    <>
      <UnstyledButton className={classes.later} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
        <IconChevronRight size={16} stroke={1.8} aria-hidden />
        Model, size and other settings
      </UnstyledButton>
      {isShown && children}
    </>
  );
}
