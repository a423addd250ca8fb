import { NumberInput, type NumberInputProps } from '@mantine/core';

type Props = Omit<NumberInputProps, 'value' | 'onChange'> & { value: number | null; onChange: (value: number | null) => void };

/** A number that may be wrong for a while: it is never corrected behind the back, the field says what it needs. */
export function NumberField({ value, onChange, ...props }: Props) {
  return (
    <NumberInput
      clampBehavior="none"
      hideControls
      value={value ?? ''}
      onChange={next => onChange(next === '' ? null : Number(next))}
      {...props}
    />
  );
}
