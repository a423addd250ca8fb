import { useLocalStorage } from '@mantine/hooks';

export type Draft = { title: string; text: string; frames: number; arc: string; family: string | null; template: string | null };

export const nothing: Draft = { title: '', text: '', frames: 7, arc: '', family: null, template: null };

/** The story that is being begun: kept until it is one, whatever happens to the page. */
export function useNewStory() {
  const [draft, setDraft, forget] = useLocalStorage<Draft>({ key: 'comfystudio.new-story', defaultValue: nothing, getInitialValueInEffect: false });
  return { draft, change: (patch: Partial<Draft>) => setDraft(known => ({ ...known, ...patch })), forget };
}
