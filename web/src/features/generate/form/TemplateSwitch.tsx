import { SegmentedControl, Select } from '@mantine/core';
import type { Template } from '@/shared/api/types';

type Props = { templates: readonly Template[]; value: string; onChange: (id: string) => void };

/** The model family; a handful side by side, more in a list. */
export function TemplateSwitch({ templates, value, onChange }: Props) {
  const data = templates.map(({ id, title }) => ({ value: id, label: title }));
  if (data.length > 3) return <Select label="Template" data={data} value={value} onChange={id => id && onChange(id)} />;
  return <SegmentedControl aria-label="Template" fullWidth data={data} value={value} onChange={onChange} />;
}
