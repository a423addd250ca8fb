import type { Model } from '@/shared/api/types';
import type { ModelGroup } from './groups';

export type ModelRow = { kind: 'heading'; heading: string; count: number } | { kind: 'option'; model: Model; place: number };

/** Headings and models in one line, as a list that only draws what is in sight wants them. */
export function optionRows(groups: readonly ModelGroup[]): ModelRow[] {
  let place = 0;
  return groups.flatMap(({ heading, models }): ModelRow[] => [
    { kind: 'heading', heading, count: models.length },
    ...models.map((model): ModelRow => ({ kind: 'option', model, place: ++place })),
  ]);
}

const strides: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };

/** The row that a key leads to, over the headings; null when the key leads nowhere. */
export function stepTo(rows: readonly ModelRow[], from: number, key: string): number | null {
  const by = strides[key];
  if (by === undefined || rows.length === 0) return null;
  const wanted = Math.min(rows.length - 1, Math.max(0, by === -Infinity ? 0 : by === Infinity ? rows.length - 1 : from + by));
  if (rows[wanted]?.kind === 'option') return wanted;
  // A heading: on in the same direction, and at the very top back to the first model.
  const beyond = by < 0 && wanted > 0 ? wanted - 1 : wanted + 1;
  return rows[beyond]?.kind === 'option' ? beyond : null;
}

export function placeOf(rows: readonly ModelRow[], name: string | null): number | null {
  const row = name === null ? undefined : rows.find(known => known.kind === 'option' && known.model.name === name);
  return row?.kind === 'option' ? row.place : null;
}
