import { useSessionStorage } from '@mantine/hooks';
import type { Image } from '@/shared/api/types';
import type { Settings } from './settings';

const remembered = 20;
type Kept = { groupId: string; settings: Settings };

/** What this tab's drafts were asked with, so that one that is liked can be rendered as it was meant, with its own seed. */
export function useDrafts() {
  const [drafts, setDrafts] = useSessionStorage<Kept[]>({ key: 'comfystudio.drafts', defaultValue: [], getInitialValueInEffect: false });
  const draftOf = (image: Image) => drafts.find(({ groupId }) => groupId === image.groupId)?.settings ?? null;
  return {
    remember: (groupId: string, settings: Settings) => setDrafts(known => [{ groupId, settings }, ...known].slice(0, remembered)),
    isDraft: (image: Image) => draftOf(image) !== null,
    /** The settings that a draft stands for; the seed is the one that made it. */
    properly: (image: Image): Settings | null => {
      const settings = draftOf(image);
      return settings && { ...settings, count: 1, values: { ...settings.values, ...(image.seed === null ? {} : { seed: image.seed }) } };
    },
  };
}
