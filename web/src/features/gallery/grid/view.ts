import { useLocalStorage } from '@mantine/hooks';

export type GridView = { mode: 'justified' | 'square'; rowHeight: number };

export const smallest = 90;
export const largest = 420;

const usual = (): GridView => ({ mode: 'justified', rowHeight: window.innerWidth < 600 ? 150 : window.innerWidth < 1800 ? 230 : 290 });

/** How the images lie, on this device. */
export function useGridView() {
  const [view, setView] = useLocalStorage<GridView | null>({ key: 'comfystudio.gallery-view', defaultValue: null, getInitialValueInEffect: false });
  return [view ?? usual(), setView] as const;
}
