import type { SlotValues, Template } from '@/shared/api/types';
import { offerUndo } from '@/shared/undo/offerUndo';

export const emptied = (values: SlotValues): SlotValues => Object.fromEntries(Object.keys(values).map(name => [name, null]));

/** A mask that fits another picture would change what nobody meant. */
export const offerMaskBack = ({ id }: Template, masks: SlotValues, undo: () => void) =>
  offerUndo({ id: `mask-${id}-${Object.keys(masks).join()}`, label: 'The mask belonged to the picture before, so it is taken away.', undo });
