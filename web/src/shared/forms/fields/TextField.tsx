import { Textarea } from '@mantine/core';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldHeader } from './FieldHeader';

export function TextField({ slot, value, error, onChange, onReset }: FieldProps<string>) {
  const id = idOf(slot);
  return (
    <div>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help} onReset={onReset} />
      <Textarea
        id={id}
        autosize
        minRows={slot.type === 'prompt' ? 2 : 1}
        maxRows={10}
        value={value}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
