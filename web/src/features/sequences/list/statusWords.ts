import { plural } from '@/shared/format/words';
import type { StorySummary } from '../types';

/** How far a story is, in a few words, and why it stays there where it is `held`. */
export function statusWords({ status, frames, done, failed }: Pick<StorySummary, 'status' | 'frames' | 'done' | 'failed'>, held: string | null): string {
  const all = plural(frames, 'frame');
  const failures = failed > 0 ? `, ${failed} failed` : '';
  switch (status) {
    case 'prompting':
      return 'No shots yet';
    case 'reviewing':
      return `${all} to look over`;
    case 'generating':
      return `${done} of ${all} made${failures}${held === null ? '' : ` · ${held}`}`;
    case 'complete':
      return `${all}${failures}`;
    case 'failed':
      return `Stopped, ${done} of ${all} made${failures}`;
    case 'cancelled':
      return `Cancelled, ${done} of ${all} made${failures}`;
  }
}
