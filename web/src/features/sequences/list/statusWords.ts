import { plural } from '@/shared/format/words';
import type { StorySummary } from '../types';

/** How far a story is, in a few words. */
export function statusWords({ status, frames, done, failed }: Pick<StorySummary, 'status' | 'frames' | 'done' | 'failed'>): string {
  const all = plural(frames, 'frame');
  const failures = failed > 0 ? `, ${failed} failed` : '';
  switch (status) {
    case 'prompting':
      return 'No shots yet';
    case 'reviewing':
      return `${all} to look over`;
    case 'generating':
      return `${done} of ${all} made${failures}`;
    case 'complete':
      return `${all}${failures}`;
    case 'failed':
      return `Stopped, ${done} of ${all} made${failures}`;
    case 'cancelled':
      return `Cancelled, ${done} of ${all} made${failures}`;
  }
}
