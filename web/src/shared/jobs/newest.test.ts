import { expect, it } from 'vitest';
import { aJob } from '@/testing/builders';
import { isNewer, keepNewest } from './newest';

it('an answer from before is older than what the stream told since', () => {
  const running = aJob({ id: 'a', state: 'running', attempt: 1 });
  const queued = aJob({ id: 'a', state: 'queued' });

  expect(isNewer(queued, running)).toBe(false);
  expect(keepNewest([running], [queued])).toEqual([running]);
});

it('a job that was handed back and claimed again is newer', () => {
  expect(isNewer(aJob({ state: 'leased', attempt: 2 }), aJob({ state: 'running', attempt: 1 }))).toBe(true);
});
