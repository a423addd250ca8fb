import { expect, it } from 'vitest';
import { aJob } from '@/testing/builders';
import { queueLayout } from './queueLayout';

const job = (id: string) => aJob({ id });
const facts = { filter: 'all' as const, running: [job('r')], waiting: [job('w1'), null], ended: [job('e')], hasMore: true };
const keys = (layout: ReturnType<typeof queueLayout>) => Array.from({ length: layout.count }, (_, at) => layout.row(at)?.key);

it('lists what runs, what waits and what ended under their headings', () => {
  const layout = queueLayout(facts);

  expect(keys(layout)).toEqual(['Running', 'r', 'Waiting', 'w1', 'place-1', 'Ended', 'e', 'more']);
  expect(layout.firstWaiting).toBe(3);
  expect(['r', 'w1', 'e', 'gone'].map(layout.indexOf)).toEqual([1, 3, 6, -1]);
  expect(layout.row(8)).toBeUndefined();
});

it('shows a filter without headings', () => {
  expect(keys(queueLayout({ ...facts, filter: 'waiting', hasMore: false }))).toEqual(['w1', 'place-1']);
  expect(queueLayout({ ...facts, filter: 'done' }).firstWaiting).toBe(-1);
});

it('leaves out what is empty', () => {
  expect(keys(queueLayout({ ...facts, running: [], waiting: [], hasMore: false }))).toEqual(['Ended', 'e']);
});

it('makes one row of ten thousand without making the others', () => {
  const waiting = Array.from({ length: 10_000 }, () => null);

  expect(queueLayout({ ...facts, waiting }).row(5_003)).toEqual({ type: 'waiting', key: 'place-5000', place: 5_000, job: null });
});
