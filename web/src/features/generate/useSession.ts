import { useSessionStorage } from '@mantine/hooks';

const remembered = 50;

/** The generations that this tab asked for, also after a refresh. */
export function useSession() {
  const [groups, setGroups] = useSessionStorage<string[]>({
    key: 'comfystudio.session',
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return { groups, remember: (id: string) => setGroups(known => [id, ...known].slice(0, remembered)) };
}
