import { describe, expect, it } from 'vitest';
import type { Job } from '@/shared/api/types';
import { aJob } from '@/testing/builders';
import { placeInPages, placeJob } from './jobCache';

const job = (id: string, sequence: number, rest: Partial<Job> = {}) => aJob({ id, sequence, ...rest });
const ids = (jobs: Job[]) => jobs.map(({ id }) => id);

describe('placeJob', () => {
  it('puts a new job in its place, newest first', () => {
    expect(ids(placeJob([job('c', 3), job('a', 1)], job('b', 2), true))).toEqual(['c', 'b', 'a']);
  });

  it('takes a job out that no longer belongs', () => {
    expect(ids(placeJob([job('b', 2), job('a', 1)], job('b', 2), false))).toEqual(['a']);
  });
});

describe('placeInPages', () => {
  const pages = [
    { items: [job('e', 5), job('d', 4)], next: '4' },
    { items: [job('b', 2)], next: '2' },
  ];

  it('finds the page that holds the place', () => {
    expect(placeInPages(pages, job('c', 3), true).map(({ items }) => ids(items))).toEqual([['e', 'd'], ['c', 'b']]);
  });

  it('leaves what lies behind the last page to that page', () => {
    expect(placeInPages(pages, job('a', 1), true)).toBe(pages);
  });
});
