import { Slider } from '@mantine/core';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import classes from './SliderField.module.css';
import type { Range } from './usefulRange';

type Props = FieldProps<number | null> & { range: Range };

export function SliderField({ slot, value, error, onChange, onReset, range }: Props) {
  const id = idOf(slot);
  return (
    <div className={classes.field}>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help} onReset={onReset}>
        <NumberField
          id={id}
          className={classes.number ?? ''}
          size="xs"
          value={value}
          onChange={onChange}
          {...(slot.min === null ? {} : { min: slot.min })}
          {...(slot.max === null ? {} : { max: slot.max })}
          step={range.step}
          allowDecimal={slot.type === 'float'}
          error={error !== undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
      </FieldHeader>
      <Slider
        thumbLabel={slot.label}
        label={null}
        size={3}
        thumbSize={16}
        value={Math.min(value ?? range.min, range.max)}
        onChange={onChange}
        {...range}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}
