import { useLocalStorage } from '@mantine/hooks';
import { useStable } from '@/shared/ui/useStable';
import { newDraft, readDraft, type AxisDraft, type BatchDraft, type ListDraft, type SeedsDraft } from './draft';

/** What was asked for besides the template's form; kept across refreshes. */
export function useBatchDraft() {
  const [draft, setDraft] = useLocalStorage<BatchDraft>({
    key: 'comfystudio.batch',
    defaultValue: newDraft(),
    getInitialValueInEffect: false,
    deserialize: readDraft,
  });
  return {
    draft,
    change: useStable((patch: Partial<BatchDraft>) => setDraft(known => ({ ...known, ...patch }))),
    changeSeeds: useStable((patch: Partial<SeedsDraft>) =>
      setDraft(known => ({ ...known, seeds: { ...known.seeds, [known.way]: { ...known.seeds[known.way], ...patch } } })),
    ),
    changeList: useStable((patch: Partial<ListDraft>) => setDraft(known => ({ ...known, list: { ...known.list, ...patch } }))),
    changeAxis: useStable((key: string, patch: Partial<AxisDraft>) =>
      setDraft(known => ({ ...known, axes: known.axes.map(axis => (axis.key === key ? { ...axis, ...patch } : axis)) })),
    ),
    /** What went in step with it stands alone again. */
    removeAxis: useStable((key: string) =>
      setDraft(known => ({
        ...known,
        axes: known.axes.filter(axis => axis.key !== key).map(axis => (axis.zipWith === key ? { ...axis, zipWith: null } : axis)),
      })),
    ),
  };
}

export type DraftActs = ReturnType<typeof useBatchDraft>;
