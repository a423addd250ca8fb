import { NumberInput, Select, Textarea } from '@mantine/core';
import type { Template } from '@/shared/api/types';
import { ReadyNote } from '@/shared/templates/ReadyNote';
import { TemplateButton } from '@/shared/templates/TemplateButton';
import type { Family } from '../types';
import classes from './NewStoryPage.module.css';
import { isShotList } from './storyLength';
import type { Draft } from './useNewStory';

type Props = {
  draft: Draft;
  families: readonly Family[];
  template: Template | undefined;
  fields: Readonly<Record<string, string>>;
  onChange: (patch: Partial<Draft>) => void;
};

/** What a plan is made by: how many frames, which arc, and for which model. */
export function PlanFields({ draft, families, template, fields, onChange }: Props) {
  const isList = isShotList(draft.text);
  return (
    <>
      <div className={classes.pair}>
        <NumberInput
          label="Frames"
          description={isList ? 'A list keeps its own number.' : '3 to 50'}
          disabled={isList}
          min={3}
          max={50}
          clampBehavior="blur"
          value={draft.frames}
          error={fields.frames}
          onChange={value => typeof value === 'number' && onChange({ frames: value })}
        />
        <Select
          label="Prompts for"
          description="Which words the model understands"
          placeholder="As the template needs it"
          clearable
          data={families.map(({ id, label }) => ({ value: id, label }))}
          value={draft.family}
          error={fields.family}
          onChange={family => onChange({ family })}
        />
      </div>
      <Textarea
        label="Arc, if you have one in mind"
        placeholder="quiet morning → the storm → the light goes out → rescue"
        autosize
        minRows={1}
        maxRows={5}
        value={draft.arc}
        error={fields.arc}
        onChange={event => onChange({ arc: event.currentTarget.value })}
      />
      {template && (
        <div>
          <p className={classes.label}>Made with</p>
          <TemplateButton template={template} onChoose={id => onChange({ template: id })} />
          <ReadyNote template={template} />
        </div>
      )}
    </>
  );
}
