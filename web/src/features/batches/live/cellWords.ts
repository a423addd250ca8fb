import { isFailed, isWorking } from '@/shared/jobs/states';
import type { Cell } from '../types';

/** What became of it. */
export function cellWords({ state, failure }: Pick<Cell, 'state' | 'failure'>): string {
  if (isFailed(state)) return failure ? `failed. ${failure.message}` : 'failed';
  if (isWorking(state)) return 'being made';
  return state === 'succeeded' ? 'done' : state === 'cancelled' ? 'cancelled' : 'waiting';
}
