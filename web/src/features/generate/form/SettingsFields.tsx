import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Template } from '@/shared/api/types';
import { modelsQuery } from '@/shared/models/queries';
import { templatesQuery } from '../api';
import { slotOf, type Settings } from '../settings';
import { limitsOf, type FieldErrors } from '../validate';
import { CheckpointField } from './CheckpointField';
import { SeedField } from './SeedField';
import classes from './SettingsFields.module.css';
import { SizeField } from './SizeField';
import { SliderField } from './SliderField';
import { TemplateSwitch } from './TemplateSwitch';

type Props = {
  settings: Settings;
  template: Template | undefined;
  errors: FieldErrors;
  onChange: (patch: Partial<Settings>) => void;
};

/** Everything but the words: what to paint with. */
export function SettingsFields({ settings, template, errors, onChange }: Props) {
  const { data: templates = [] } = useQuery(templatesQuery);
  const { data: models } = useQuery(modelsQuery);
  const choices = (name: 'sampler' | 'scheduler', known: string[] | undefined) =>
    withCurrent(slotOf(template, name)?.choices ?? known ?? [], settings[name]);

  return (
    <div className={classes.fields}>
      <TemplateSwitch templates={templates} value={settings.template} onChange={id => onChange({ template: id })} />
      <CheckpointField
        value={settings.checkpoint}
        onChange={checkpoint => onChange({ checkpoint })}
        error={errors['slots.checkpoint']}
      />
      <SizeField
        template={template}
        width={settings.width}
        height={settings.height}
        onChange={onChange}
        errors={[errors['slots.width'], errors['slots.height']]}
      />
      <SliderField
        label="Steps"
        name="steps"
        value={settings.steps}
        onChange={steps => onChange({ steps })}
        {...limitsOf(template, 'steps')}
        step={1}
        sliderMax={60}
        error={errors['slots.steps']}
      />
      <SliderField
        label="CFG"
        name="cfg"
        value={settings.cfg}
        onChange={cfg => onChange({ cfg })}
        {...limitsOf(template, 'cfg')}
        step={0.5}
        sliderMax={15}
        error={errors['slots.cfg']}
      />
      <div className={classes.pair}>
        <Select
          label="Sampler"
          searchable
          data={choices('sampler', models?.samplers)}
          value={settings.sampler}
          onChange={sampler => onChange({ sampler })}
          error={errors['slots.sampler']}
        />
        <Select
          label="Scheduler"
          searchable
          data={choices('scheduler', models?.schedulers)}
          value={settings.scheduler}
          onChange={scheduler => onChange({ scheduler })}
          error={errors['slots.scheduler']}
        />
      </div>
      <SeedField value={settings.seed} onChange={seed => onChange({ seed })} error={errors['slots.seed']} />
    </div>
  );
}

const withCurrent = (choices: string[], current: string | null) =>
  current === null || choices.includes(current) ? choices : [current, ...choices];
