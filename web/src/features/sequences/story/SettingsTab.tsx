import { Button, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlotValues, Template } from '@/shared/api/types';
import { SeedInput } from '@/shared/forms/fields/SeedInput';
import { FormContext } from '@/shared/forms/formContext';
import { FormSections } from '@/shared/forms/FormSections';
import { fillValues } from '@/shared/forms/values';
import { ReadyNote } from '@/shared/templates/ReadyNote';
import { TemplateButton } from '@/shared/templates/TemplateButton';
import { useStable } from '@/shared/ui/useStable';
import { producerQuery } from '../api';
import { LanguageHint } from '../create/LanguageHint';
import type { SeedRule } from '../types';
import classes from './SettingsTab.module.css';
import { ProblemNote } from './ProblemNote';
import { useStory } from './storyContext';
import type { usePlan } from './usePlan';

const noContext = { addToPrompt: () => undefined, pictureFor: () => null };
const rules = [
  { value: 'perFrame', label: 'Each its own' },
  { value: 'basePlusFrame', label: 'Base and number' },
  { value: 'fixed', label: 'One for all' },
];

type Props = { template: Template | undefined; plan: ReturnType<typeof usePlan> };

/** How the frames are made: with what, in which size, from which seeds; and the story that they are made of. */
export function SettingsTab({ template, plan }: Props) {
  const { story, change, errorAt } = useStory();
  const { data: producer } = useQuery(producerQuery);
  const { source } = story;
  const [frames, setFrames] = useState(source.frames ?? Math.max(3, story.frames.length));
  const setSlots = useStable((values: SlotValues) => change('slots', { ...story.slots, ...values }));
  const setSeed = (patch: Partial<SeedRule>) => change('seed', { ...story.seed, ...patch });
  const shown = template && withoutOwn(template);
  const errors = Object.fromEntries((template?.slots ?? []).flatMap(({ name }) => { const error = errorAt(`slots.${name}`); return error === undefined ? [] : [[`slots.${name}`, error]]; }));

  return (
    <div className={classes.settings}>
      <section aria-label="Making">
        <h2>Making</h2>
        {template && <TemplateButton template={template} onChoose={id => change('template', id)} />}
        {template && <ReadyNote template={template} />}
        <Select
          label="Prompts for"
          description="Which words a model understands best"
          data={(producer?.families ?? []).map(({ id, label }) => ({ value: id, label }))}
          value={story.family}
          error={errorAt('family')}
          onChange={value => value && change('family', value)}
        />
        <div role="group" aria-label="Seeds">
          <p className={classes.label}>Seeds</p>
          <SegmentedControl fullWidth value={story.seed.rule} onChange={rule => setSeed({ rule: rule as SeedRule['rule'] })} data={rules} />
        </div>
        {story.seed.rule !== 'perFrame' && (
          <SeedInput label="Base seed" value={story.seed.base} error={errorAt('seed.base')} onChange={base => base !== null && setSeed({ base })} />
        )}
        {shown && (
          <FormContext value={noContext}>
            <FormSections template={shown} values={fillValues(shown, story.slots)} errors={errors} onChange={setSlots} />
          </FormContext>
        )}
      </section>
      <section aria-label="Story">
        <h2>Story</h2>
        <TextInput label="Title" value={story.title} error={errorAt('title')} onChange={event => change('title', event.currentTarget.value)} />
        <Textarea label="Text" autosize minRows={8} maxRows={24} value={source.text} error={errorAt('text')} onChange={event => change('source', { ...source, text: event.currentTarget.value })} />
        <LanguageHint text={source.text} />
        <div className={classes.row}>
          <NumberInput label="Frames" min={3} max={50} value={frames} onChange={value => typeof value === 'number' && setFrames(value)} />
          <Textarea label="Arc" autosize minRows={1} value={source.arc ?? ''} error={errorAt('arc')} onChange={event => change('source', { ...source, arc: event.currentTarget.value })} />
        </div>
        {plan.failure && <ProblemNote problem={{ type: plan.failure.type ?? '', detail: plan.failure.message, raw: plan.failure.raw }} onRetry={() => void plan.again(frames)} />}
        <p className={classes.note}>Planning anew replaces what is in the shots, except what is locked, and people and places that are there.</p>
        <Button variant="default" loading={plan.isPlanning} disabled={source.text.trim() === ''} onClick={() => void plan.again(frames)}>
          Plan anew
        </Button>
      </section>
    </div>
  );
}

/** What the story says itself is no setting: prompts, the seed, and LoRAs that the style and people bring. */
const withoutOwn = (template: Template): Template => ({ ...template, slots: template.slots.filter(({ type, name }) => type !== 'prompt' && type !== 'seed' && type !== 'loras' && name !== 'negative') });
