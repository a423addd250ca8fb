import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Model, SlotValues, Template } from '@/shared/api/types';
import { firstCheckpoint, fittingTemplate } from '@/shared/models/groups';
import { modelsQuery } from '@/shared/models/queries';
import { templatesQuery } from '@/shared/templates/queries';
import { nothingSaved, openSettings, readSaved, saveSettings, type Patch, type Settings } from './settings';

const noModels: readonly Model[] = [];
const noTemplates: readonly Template[] = [];

/** The form's values: kept across refreshes under `key`, per template where templates differ. */
export function useSettings(key = 'comfystudio.generate') {
  const [saved, setSaved] = useLocalStorage({
    key,
    defaultValue: nothingSaved,
    getInitialValueInEffect: false,
    deserialize: text => readSaved(text ?? null),
  });
  const { data: templates = noTemplates } = useQuery(templatesQuery);
  const { data: models } = useQuery(modelsQuery);
  const checkpoints = models?.checkpoints ?? noModels;

  const usual = useMemo(() => fittingTemplate(templates, checkpoints), [templates, checkpoints]);
  const settings = useMemo((): Settings => {
    const opened = openSettings(saved, templates, usual);
    const template = templates.find(({ id }) => id === opened.template);
    return template ? { ...opened, values: withCheckpoint(opened.values, template, checkpoints) } : opened;
  }, [saved, templates, usual, checkpoints]);

  const change = (patch: Patch) => setSaved(before => saveSettings(before, openSettings(before, templates, usual).template, patch));

  return { settings, change, template: templates.find(({ id }) => id === settings.template) };
}

/** The first that fits is chosen for whoever has not chosen one. */
function withCheckpoint(values: SlotValues, { id, slots }: Template, checkpoints: readonly Model[]): SlotValues {
  const open = slots.filter(slot => slot.type === 'model' && slot.choicesFrom === 'checkpoints' && !slot.optional && values[slot.name] === null);
  if (open.length === 0) return values;
  const first = firstCheckpoint(checkpoints, id);
  return { ...values, ...Object.fromEntries(open.map(slot => [slot.name, first])) };
}
