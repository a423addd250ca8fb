import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Models, Slot } from '@/shared/api/types';
import { NumberField } from '@/shared/forms/fields/NumberField';
import { modelsIn, modelsQuery } from '@/shared/models/queries';
import { isNumeric, isPicked, type AxisDraft } from './draft';
import classes from './Sweep.module.css';

type Props = { axis: AxisDraft; slot: Slot; hasError: boolean; onChange: (patch: Partial<AxisDraft>) => void };

/** A field for several values of a slot, as fits its type. */
export function AxisValues(props: Props) {
  const { slot, axis } = props;
  if (isPicked(slot)) return <Picked {...props} />;
  if (slot.type === 'boolean') return <span className={classes.count}>Off, and on.</span>;
  if (isNumeric(slot)) return axis.by === 'range' ? <RangeFields {...props} /> : <Numbers {...props} />;
  return <Lines {...props} />;
}

function Numbers({ axis, slot, hasError, onChange }: Props) {
  return (
    <TextInput
      aria-label={`Values of ${slot.label}`}
      placeholder={exampleOf(slot)}
      inputMode="decimal"
      value={axis.text}
      error={hasError}
      onChange={event => onChange({ text: event.currentTarget.value })}
    />
  );
}

function exampleOf({ default: start, type }: Slot): string {
  const middle = typeof start === 'number' && start > 0 ? start : 1;
  const values = [0.5, 1, 1.5].map(factor => (type === 'integer' ? Math.max(1, Math.round(middle * factor)) : Number((middle * factor).toFixed(2))));
  return values.join(', ');
}

function RangeFields({ axis, slot, hasError, onChange }: Props) {
  const field = (name: 'from' | 'to' | 'step', label: string) => (
    <NumberField label={label} aria-label={`${label}: ${slot.label}`} value={axis[name]} error={hasError} allowDecimal={slot.type === 'float'} onChange={value => onChange({ [name]: value })} />
  );
  return (
    <div className={classes.range}>
      {field('from', 'From')}
      {field('to', 'To')}
      {field('step', 'Step')}
    </div>
  );
}

const lineHelp: Partial<Record<Slot['type'], string>> = { size: '512×768\n768×512', loras: 'none\nink-wash:0.6\nink-wash:0.9, paper:0.4' };

function Lines({ axis, slot, hasError, onChange }: Props) {
  return (
    <Textarea
      aria-label={`Values of ${slot.label}, one a line`}
      placeholder={lineHelp[slot.type] ?? 'One a line'}
      autosize
      minRows={3}
      maxRows={10}
      value={axis.text}
      error={hasError}
      onChange={event => onChange({ text: event.currentTarget.value })}
    />
  );
}

function Picked({ axis, slot, hasError, onChange }: Props) {
  const { data: models } = useQuery(modelsQuery);
  const offered = offeredFor(slot, models);
  const gone = axis.picked.filter(value => !offered.some(choice => choice.value === value)).map(value => ({ value, label: value }));
  return (
    <MultiSelect
      aria-label={`Values of ${slot.label}`}
      placeholder={axis.picked.length === 0 ? (offered.length === 0 ? 'No engine has told its choices yet' : 'Choose some') : ''}
      searchable
      hidePickedOptions
      data={[...gone, ...offered]}
      value={axis.picked}
      error={hasError}
      nothingFoundMessage="Nothing has that name."
      onChange={picked => onChange({ picked })}
    />
  );
}

function offeredFor(slot: Slot, models: Models | undefined): { value: string; label: string }[] {
  if (slot.type === 'model') return modelsIn(models, slot.choicesFrom ?? 'checkpoints').map(({ name, label, folder }) => ({ value: name, label: folder === null ? label : `${label} · ${folder}` }));
  const live = { samplers: models?.samplers, schedulers: models?.schedulers }[slot.choicesFrom ?? ''];
  return (slot.choices ?? live ?? []).map(value => ({ value, label: value }));
}
