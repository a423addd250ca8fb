import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/shared/models/queries';
import { isOptional } from '../values';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldHeader } from './FieldHeader';

const many = 8;

export function ChoiceField({ slot, value, error, onChange, onReset }: FieldProps<string | null>) {
  const { data: models } = useQuery(modelsQuery);
  const id = idOf(slot);
  const live = { samplers: models?.samplers, schedulers: models?.schedulers }[slot.choicesFrom ?? ''];
  const choices = slot.choices ?? live ?? [];
  const data = value === null || choices.includes(value) ? choices : [value, ...choices];
  return (
    <div>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help} onReset={onReset} />
      <Select
        id={id}
        searchable={data.length > many}
        clearable={isOptional(slot)}
        data={data}
        value={value}
        placeholder={data.length === 0 ? 'No engine has told its choices yet' : 'Choose'}
        nothingFoundMessage="Nothing has that name."
        onChange={onChange}
        error={error}
      />
    </div>
  );
}
