import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/shared/models/queries';
import { templatesQuery } from './api';
import { firstCheckpoint, fittingTemplate } from './checkpoints';
import { nothingSaved, openSettings, saveSettings, type Settings } from './settings';

/** The form's values: kept across refreshes, per template where templates differ. */
export function useSettings() {
  const [saved, setSaved] = useLocalStorage({
    key: 'comfystudio.generate',
    defaultValue: nothingSaved,
    getInitialValueInEffect: false,
  });
  const { data: templates = [] } = useQuery(templatesQuery);
  const { data: models } = useQuery(modelsQuery);

  const usual = fittingTemplate(templates, models?.checkpoints ?? []);
  const opened = openSettings(saved, templates, usual);
  const checkpoint = opened.checkpoint ?? firstCheckpoint(models?.checkpoints ?? [], opened.template);
  const settings: Settings = { ...opened, checkpoint };

  const change = (patch: Partial<Settings>) =>
    setSaved(before => {
      const current = openSettings(patch.template ? { ...before, template: patch.template } : before, templates, usual);
      return saveSettings(before, { ...current, ...patch });
    });

  return { settings, change, template: templates.find(({ id }) => id === settings.template) };
}
