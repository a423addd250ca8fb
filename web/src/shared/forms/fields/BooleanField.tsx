import { Switch } from '@mantine/core';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';

export function BooleanField({ slot, value, error, onChange }: FieldProps<boolean>) {
  const id = idOf(slot);
  return (
    <div>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help}>
        <Switch id={id} checked={value} onChange={event => onChange(event.currentTarget.checked)} withThumbIndicator={false} />
      </FieldHeader>
      <FieldError id={id} error={error} />
    </div>
  );
}
