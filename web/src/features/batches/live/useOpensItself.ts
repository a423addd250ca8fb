import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';

const remembered = 300;

/**
 * The comparison opens by itself when the last image is there, once for each batch: never while somebody is at work in the grid, for then
 * it would take the place of what they look at.
 */
export function useOpensItself(id: string, isReady: boolean, isBusy: () => boolean, open: () => void) {
  const [seen, setSeen] = useLocalStorage<string[]>({ key: 'comfystudio.batches.compared', defaultValue: [], getInitialValueInEffect: false });
  const isNew = isReady && !seen.includes(id);
  const handle = useEffectEvent(() => {
    setSeen(known => [id, ...known.filter(other => other !== id)].slice(0, remembered));
    if (!isBusy()) open();
  });
  useEffect(() => {
    if (isNew) handle();
  }, [isNew]);
}
