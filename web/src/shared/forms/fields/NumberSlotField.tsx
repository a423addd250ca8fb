import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import { SliderField } from './SliderField';
import { usefulRange } from './usefulRange';

/** A slider where its range is one that a hand can choose from; else only the number. */
export function NumberSlotField(props: FieldProps<number | null>) {
  const { slot, value, error, onChange, onReset } = props;
  const range = usefulRange(slot);
  if (range) return <SliderField {...props} range={range} />;
  const id = idOf(slot);
  return (
    <div>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help} onReset={onReset} />
      <NumberField
        id={id}
        value={value}
        onChange={onChange}
        step={slot.step ?? 1}
        allowDecimal={slot.type === 'float'}
        placeholder={slot.required ? '' : 'Not set'}
        error={error !== undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}
