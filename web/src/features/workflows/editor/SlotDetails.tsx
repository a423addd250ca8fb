import { Autocomplete, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { FileSlot, SlotType } from '@/shared/api/types';
import { NumberField } from '@/shared/forms/fields/NumberField';
import { SlotField } from '@/shared/forms/SlotField';
import { freeName, viewOf } from './draft';
import classes from './SlotDetails.module.css';
import { isNumber, modelFolders, typeOptions } from './slotTypes';

type Props = { slot: FileSlot; others: readonly FileSlot[]; groups: readonly string[]; onChange: (patch: Partial<FileSlot>) => void };

const orNull = (text: string) => (text.trim() === '' ? null : text);
const hasDefault = (type: SlotType) => type !== 'seed' && type !== 'image' && type !== 'mask' && type !== 'loras';

/** How a field asks, what it takes and where its value goes. */
export function SlotDetails({ slot, others, groups, onChange }: Props) {
  const asDefault = { ...viewOf(slot), label: 'Default', name: `${slot.name}-default`, default: null, required: false, optional: true };
  return (
    <div className={classes.details}>
      <TextInput label="Label" value={slot.label} onChange={event => onChange({ label: event.currentTarget.value })} />
      <div className={classes.pair}>
        <Select label="Type" data={typeOptions} value={slot.type} onChange={type => onChange({ type: type as SlotType, default: null })} />
        <TextInput
          label="Name"
          value={slot.name}
          onBlur={event => onChange({ name: freeName(event.currentTarget.value || 'field', others.filter(other => other !== slot)) })}
          onChange={event => onChange({ name: event.currentTarget.value })}
        />
      </div>
      {isNumber(slot.type) && (
        <div className={classes.three}>
          <NumberField label="Least" value={slot.min ?? null} onChange={min => onChange({ min })} />
          <NumberField label="Most" value={slot.max ?? null} onChange={max => onChange({ max })} />
          <NumberField label="Step" value={slot.step ?? null} onChange={step => onChange({ step })} />
        </div>
      )}
      {(slot.type === 'model' || slot.type === 'loras') && (
        <Autocomplete label="Folder of the models" data={modelFolders} value={slot.choicesFrom ?? ''} onChange={folder => onChange({ choicesFrom: orNull(folder) })} />
      )}
      {slot.type === 'choice' && slot.choicesFrom == null && (
        <Textarea
          label="Choices, one a line"
          autosize
          minRows={3}
          maxRows={8}
          value={(slot.choices ?? []).join('\n')}
          onChange={event => onChange({ choices: event.currentTarget.value === '' ? null : event.currentTarget.value.split('\n') })}
        />
      )}
      {hasDefault(slot.type) && (
        <SlotField slot={asDefault} value={slot.default ?? null} error={undefined} onChange={values => onChange({ default: values[asDefault.name] ?? null })} />
      )}
      <TextInput label="Help" value={slot.help ?? ''} onChange={event => onChange({ help: orNull(event.currentTarget.value) })} />
      <TextInput
        label="Goes to"
        description="node.input; several with commas"
        value={slot.inputs.join(', ')}
        onChange={event => onChange({ inputs: event.currentTarget.value.split(',').map(place => place.trim()) })}
      />
      {groups.length > 0 && <Autocomplete label="Section" data={[...groups]} value={slot.group ?? ''} onChange={group => onChange({ group: orNull(group) })} />}
      <div className={classes.switches}>
        <Switch label="Advanced" checked={slot.advanced ?? false} onChange={event => onChange({ advanced: event.currentTarget.checked })} />
        <Switch label="Must be filled" checked={slot.required ?? false} onChange={event => onChange({ required: event.currentTarget.checked })} />
      </div>
    </div>
  );
}
