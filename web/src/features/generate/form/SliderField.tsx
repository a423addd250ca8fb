import { Slider } from '@mantine/core';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import classes from './SliderField.module.css';

type Props = {
  label: string;
  name: string;
  value: number | null;
  onChange: (value: number | null) => void;
  min: number;
  max: number;
  /** Where the slider ends: the useful range; the number may go beyond. */
  sliderMax: number;
  step: number;
  error: string | undefined;
};

export function SliderField({ label, name, value, onChange, min, max, sliderMax, step, error }: Props) {
  const decimals = Number.isInteger(step) ? 0 : 1;
  return (
    <div className={classes.field}>
      <FieldHeader label={label} htmlFor={name}>
        <NumberField
          id={name}
          className={classes.number ?? ''}
          size="xs"
          value={value}
          onChange={onChange}
          min={min}
          max={max}
          step={step}
          allowDecimal={decimals > 0}
          error={error !== undefined}
          aria-describedby={error ? `${name}-error` : undefined}
        />
      </FieldHeader>
      <Slider
        thumbLabel={label}
        label={null}
        size={3}
        thumbSize={16}
        value={Math.min(value ?? min, sliderMax)}
        onChange={onChange}
        min={min}
        max={sliderMax}
        step={step}
      />
      {error && (
        <p id={`${name}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
