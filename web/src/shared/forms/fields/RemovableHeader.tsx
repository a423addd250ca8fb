import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Slot } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import { idOf } from './fieldProps';
import { FieldHeader } from './FieldHeader';

type Props = { slot: Slot; onRemove: (() => void) | null };

/** The head of a field that holds a file. */
export function RemovableHeader({ slot, onRemove }: Props) {
  return (
    <FieldHeader label={slot.label} id={`${idOf(slot)}-label`} help={slot.help}>
      {onRemove && (
        <Hint label="Remove">
          <ActionIcon size={24} aria-label={`Remove ${slot.label}`} onClick={onRemove}>
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </Hint>
      )}
    </FieldHeader>
  );
}
