import { CloseButton, SegmentedControl, Select } from '@mantine/core';
import type { Slot } from '@/shared/api/types';
import { FieldError } from '@/shared/forms/fields/FieldError';
import { plural } from '@/shared/format/words';
import { AxisValues } from './AxisValues';
import { isNumeric, type AxisDraft } from './draft';
import classes from './Sweep.module.css';

type Props = {
  axis: AxisDraft;
  slot: Slot;
  count: number;
  /** Earlier axes that it may go in step with. */
  others: readonly { key: string; label: string }[];
  choices: readonly Slot[];
  error: string | undefined;
  onChange: (patch: Partial<AxisDraft>) => void;
  onRemove: () => void;
};

const multiplied = 'multiply';

/** One setting of a sweep: which, with what values, and how it goes with the others. */
export function AxisCard({ axis, slot, count, others, choices, error, onChange, onRemove }: Props) {
  return (
    <div className={classes.axis} role="group" aria-label={`Sweep over ${slot.label}`} data-error={error !== undefined || undefined}>
      <div className={classes.head}>
        <Select
          className={classes.slot ?? ''}
          aria-label="Setting"
          data={choices.map(({ name, label }) => ({ value: name, label }))}
          value={slot.name}
          searchable
          onChange={next => next !== null && next !== slot.name && onChange({ slot: next, text: '', picked: [], from: null, to: null, step: null, by: 'values' })}
        />
        {isNumeric(slot) && (
          <SegmentedControl
            size="xs"
            aria-label={`How to give ${slot.label}`}
            data={[{ value: 'values', label: 'Values' }, { value: 'range', label: 'Range' }]}
            value={axis.by}
            onChange={by => onChange({ by: by })}
          />
        )}
        <span className={classes.count}>{plural(count, 'value')}</span>
        <CloseButton className={classes.remove ?? ''} aria-label={`Do not sweep over ${slot.label}`} onClick={onRemove} />
      </div>
      <AxisValues axis={axis} slot={slot} hasError={error !== undefined} onChange={onChange} />
      {others.length > 0 && (
        <Select
          className={classes.zip ?? ''}
          label="Together with the others"
          data={[{ value: multiplied, label: 'Every combination' }, ...others.map(({ key, label }) => ({ value: key, label: `In step with ${label}` }))]}
          value={axis.zipWith ?? multiplied}
          onChange={next => onChange({ zipWith: next === multiplied ? null : next })}
        />
      )}
      <FieldError id={`axis-${axis.key}`} error={error} />
    </div>
  );
}
