import type { Slot, SlotValue } from '@/shared/api/types';
import { count, modelLabel, plural } from '@/shared/format/words';
import type { BatchState, BatchSummary } from './types';

/** A value as it stands at the edge of a grid. */
export function valueWords(value: SlotValue | undefined, type?: Slot['type']): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return type === 'model' ? modelLabel(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.map(({ name, strength }) => `${modelLabel(name)} ${strength}`).join(', ');
  return `${value.width ?? '–'} × ${value.height ?? '–'}`;
}

export const stateWords: Record<BatchState, string> = {
  running: 'Running',
  paused: 'Paused',
  complete: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

type Counts = Pick<BatchSummary, 'images' | 'succeeded' | 'failed' | 'cancelled' | 'open' | 'state'>;

export const isOver = ({ state, open }: Pick<BatchSummary, 'state' | 'open'>) => open === 0 && state !== 'running' && state !== 'paused';
export const doneOf = ({ images, open }: Pick<BatchSummary, 'images' | 'open'>) => images - open;

/** "Image 13 of 40" while it runs; what came of it once it is over. */
export function progressWords(batch: Counts): string {
  if (!isOver(batch)) return `Image ${count(Math.min(doneOf(batch) + 1, batch.images))} of ${count(batch.images)}`;
  return summaryWords(batch);
}

/** "38 of 40 images made, 2 failed". */
export function summaryWords({ images, succeeded, failed, cancelled }: Counts): string {
  const made = succeeded === images ? `${plural(images, 'image')} made` : `${count(succeeded)} of ${plural(images, 'image')} made`;
  return [made, failed > 0 ? `${count(failed)} failed` : null, cancelled > 0 ? `${count(cancelled)} cancelled` : null].filter(part => part !== null).join(', ');
}

export const titleOf = ({ title, prompt, id }: Pick<BatchSummary, 'title' | 'prompt' | 'id'>) =>
  title.trim() || firstWords(prompt) || `Batch ${id.slice(-6)}`;

const firstWords = (text: string) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text);

/** "about 7 min": no more exact than such a guess is. */
export function aboutSeconds(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 55) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours >= 10 || minutes % 60 < 3 ? `${Math.round(minutes / 60)} h` : `${hours} h ${minutes % 60} min`;
}
