import { SegmentedControl, Select } from '@mantine/core';
import type { Template } from '@/shared/api/types';
import { shortTitles } from '../shortTitles';

type Props = { templates: readonly Template[]; value: string; onChange: (id: string) => void };

/** A handful side by side, more in a list. */
export function TemplateSwitch({ templates, value, onChange }: Props) {
  const titles = shortTitles(templates.map(({ title }) => title));
  const data = templates.map(({ id }, at) => ({ value: id, label: titles[at] ?? id }));
  if (data.length > 3) return <Select label="Template" data={data} value={value} onChange={id => id && onChange(id)} />;
  return <SegmentedControl aria-label="Template" fullWidth data={data} value={value} onChange={onChange} />;
}
