import type { Slot, SlotValue } from '@/shared/api/types';

export type FieldProps<V extends SlotValue = SlotValue> = {
  slot: Slot;
  value: V;
  error: string | undefined;
  onChange: (value: V) => void;
  /** Back to the default; null where it is that already. */
  onReset: (() => void) | null;
};

export const idOf = ({ name }: Pick<Slot, 'name'>) => `slot-${name}`;
