import type { GroupEnd } from '@/shared/api/types';
import { count, plural } from '@/shared/format/words';

export type Ended = Pick<GroupEnd, 'succeeded' | 'failed' | 'parked'>;

/** "Done: 4 images"; null where nothing came of it that anybody waited for. */
export function noticeWords({ succeeded, failed, parked }: Ended): string | null {
  const lost = failed + parked;
  if (succeeded + lost === 0) return null;
  if (succeeded === 0) return `Failed: ${plural(lost, 'image')}`;
  return lost === 0 ? `Done: ${plural(succeeded, 'image')}` : `Done: ${plural(succeeded, 'image')}, ${count(lost)} failed`;
}

export const together = (all: readonly Ended[]): Ended => ({
  succeeded: sum(all.map(({ succeeded }) => succeeded)),
  failed: sum(all.map(({ failed }) => failed)),
  parked: sum(all.map(({ parked }) => parked)),
});

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
