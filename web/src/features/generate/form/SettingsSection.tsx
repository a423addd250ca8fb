import { Skeleton } from '@mantine/core';
import { ProblemState } from '@/shared/ui/ProblemState';
import type { FormProps } from './formProps';
import { SettingsFields } from './SettingsFields';

/** The settings, or why they are not there. */
export function SettingsSection({ settings, template, templates, submission, onChange }: FormProps) {
  if (templates.data) return <SettingsFields settings={settings} template={template} errors={submission.errors} onChange={onChange} />;
  if (templates.isError) return <ProblemState error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <div aria-busy="true" aria-label="Loading the settings">
      {[36, 56, 104, 56, 56].map((height, at) => (
        <Skeleton key={at} height={height} mb="md" />
      ))}
    </div>
  );
}
