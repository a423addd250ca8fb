import type { Slot } from '@/shared/api/types';

export type Range = { min: number; max: number; step: number };

/** Where most people stay; the number beside the slider may go beyond. */
const usual: Record<string, number> = { steps: 60, cfg: 15 };
const mostStops = 500;

export function usefulRange({ name, type, min, max, step }: Pick<Slot, 'name' | 'type' | 'min' | 'max' | 'step'>): Range | null {
  if (min === null || max === null || max <= min) return null;
  const by = step ?? (type === 'integer' ? 1 : fine((max - min) / 100));
  const end = Math.min(max, Math.max(usual[name] ?? max, min + by));
  return (end - min) / by > mostStops ? null : { min, max: end, step: by };
}

/** 0.01, 0.05, 0.1, 0.5 …: the next that a person would choose. */
function fine(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return step / power >= 5 ? power * 5 : power;
}
