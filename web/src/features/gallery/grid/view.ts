import { useLocalStorage } from '@mantine/hooks';

export type GridView = { mode: 'justified' | 'square'; rowHeight: number };

export const smallest = 90;
export const largest = 420;

/** Four squares fill a row of a desk's window; more where it is very wide. */
const usual = (): GridView => ({ mode: 'justified', rowHeight: window.innerWidth < 600 ? 150 : Math.min(340, Math.max(180, Math.round((window.innerWidth - 76) / 4))) });

/** How the images lie, on this device. */
export function useGridView() {
  const [view, setView] = useLocalStorage<GridView | null>({ key: 'comfystudio.gallery-view', defaultValue: null, getInitialValueInEffect: false });
  return [view ?? usual(), setView] as const;
}
