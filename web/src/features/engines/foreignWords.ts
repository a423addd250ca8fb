import type { Engine } from '@/shared/api/types';
import { plural } from '@/shared/format/words';

/** "3 other prompts, not from the studio; one of them runs". Null when the engine works for the studio alone. */
export function foreignWords(foreign: Engine['foreign']): string | null {
  if (foreign.length === 0) return null;
  const isOneRunning = foreign.some(prompt => prompt.running);
  const words = `${plural(foreign.length, 'other prompt')}, not from the studio`;
  if (!isOneRunning) return `${words}.`;
  return foreign.length === 1 ? `${words}, runs now.` : `${words}; one of them runs now.`;
}
