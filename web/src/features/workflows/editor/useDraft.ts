import { useSessionStorage } from '@mantine/hooks';
import type { FileSlot } from '@/shared/api/types';
import { slotAt, slotFor, type Draft } from './draft';

const key = 'comfystudio.workflow';

/** Kept before the editor opens, and across a refresh of it. */
export const keepDraft = (draft: Draft) => sessionStorage.setItem(key, JSON.stringify(draft));

/** The workflow that is being edited in this tab; null when there is none. */
export function useDraft() {
  const [draft, setDraft] = useSessionStorage<Draft | null>({ key, defaultValue: null, getInitialValueInEffect: false });
  const change = (patch: Partial<Draft>) => setDraft(known => known && { ...known, ...patch });
  const changeSlots = (edit: (slots: FileSlot[], draft: Draft) => FileSlot[]) => setDraft(known => known && { ...known, slots: edit(known.slots, known) });

  return {
    draft,
    change,
    changeSlots,
    changeSlot: (at: number, patch: Partial<FileSlot>) => changeSlots(slots => slots.map((slot, n) => (n === at ? { ...slot, ...patch } : slot))),
    /** The input as a field of the form; an input that is one already stays so. */
    addInput: (nodeId: string, input: string) =>
      changeSlots((slots, { graph }) => {
        const slot = slotAt(slots, nodeId, input) ? null : slotFor(graph, nodeId, input, slots);
        return slot ? [...slots, slot] : slots;
      }),
    drop: () => setDraft(null),
  };
}
