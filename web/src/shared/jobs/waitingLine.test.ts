import { describe, expect, it } from 'vitest';
import type { Job } from '@/shared/api/types';
import { aJob } from '@/testing/builders';
import { applyToLine, doubtLine, moveInLine, noLine, pageSize, pagesToAsk, putPage, type WaitingLine } from './waitingLine';

const many = (count: number, from = 0) => Array.from({ length: count }, (_, at) => aJob({ id: `j${from + at}`, position: from + at }));
const lineOf = (total: number): WaitingLine => putPage(noLine, 0, { items: many(Math.min(total, pageSize)), total }, 0);
const ids = (line: WaitingLine) => line.jobs.map(job => job?.id ?? null);
const leased = (job: Job) => ({ ...job, state: 'leased' as const, attempt: 1 });

describe('a line of which one page is loaded', () => {
  const line = lineOf(250);

  it('is as long as the whole line and knows what is missing', () => {
    expect(line.jobs).toHaveLength(250);
    expect(pagesToAsk(line, 0, 20)).toEqual([]);
    expect(pagesToAsk(line, 90, 210)).toEqual([{ page: 1, isHole: true }, { page: 2, isHole: true }]);
  });

  it('moves up when a job leaves, and only the row that came into the page is asked for', () => {
    const after = applyToLine(line, leased(aJob({ id: 'j0' })));

    expect(after.jobs).toHaveLength(249);
    expect(ids(after).slice(0, 2)).toEqual(['j1', 'j2']);
    expect(pagesToAsk(after, 0, 50)).toEqual([]);
    expect(pagesToAsk(after, 80, 99)).toEqual([{ page: 0, isHole: true }]);
  });

  it('is in doubt when one leaves that was not loaded, once', () => {
    const gone = leased(aJob({ id: 'far' }));
    const after = applyToLine(applyToLine(line, gone), { ...gone, state: 'running' });

    expect(after.jobs).toHaveLength(249);
    expect(pagesToAsk(after, 0, 20)).toEqual([{ page: 0, isHole: false }]);
  });

  it('is settled by an answer, but only of what was in doubt when it was asked for', () => {
    const doubted = doubtLine(line);
    const answered = putPage(doubted, 0, { items: many(100), total: 250 }, doubted.doubt);

    expect(pagesToAsk(answered, 0, 20)).toEqual([]);
    expect(pagesToAsk(doubtLine(answered), 0, 20)).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('does not bring back who left while it was on its way', () => {
    const before = lineOf(3);
    const after = putPage(applyToLine(before, leased(aJob({ id: 'j0' }))), 0, { items: many(3), total: 3 }, 0);

    expect(ids(after)).toEqual(['j1', 'j2']);
  });

  it('keeps the very same record of a job that did not change', () => {
    const before = lineOf(3);
    const after = putPage(before, 0, { items: structuredClone(before.jobs as Job[]), total: 3 }, 0);

    expect(after.jobs[1]).toBe(before.jobs[1]);
  });

  it('shows no job in two places', () => {
    const [first, ...rest] = many(3);
    const after = putPage(lineOf(3), 0, { items: [...rest, ...[first].filter(job => job !== undefined)], total: 3 }, 0);

    expect(ids(after)).toEqual(['j1', 'j2', 'j0']);
  });

  it('of a shorter line forgets the rest', () => {
    expect(putPage(lineOf(5), 0, { items: many(2), total: 2 }, 0).jobs).toHaveLength(2);
  });
});

describe('a job that comes in', () => {
  it('stands where its place says, last without one', () => {
    const line = applyToLine(applyToLine(lineOf(2), aJob({ id: 'first', position: 0 })), aJob({ id: 'last', position: null }));

    expect(ids(line)).toEqual(['first', 'j0', 'j1', 'last']);
  });

  it('that was cancelled comes back when that is undone', () => {
    const job = aJob({ id: 'j1', position: 1 });
    const line = applyToLine(applyToLine(lineOf(3), { ...job, state: 'cancelled' }), job);

    expect(ids(line)).toEqual(['j0', 'j1', 'j2']);
  });

  it('was handed back by its engine and waits again', () => {
    const job = leased(aJob({ id: 'j0', position: 0 }));

    expect(ids(applyToLine(applyToLine(lineOf(2), job), { ...job, state: 'queued' }))).toEqual(['j0', 'j1']);
  });
});

it('moves jobs together, in the order they had', () => {
  const line = lineOf(5);

  expect(ids(moveInLine(line, new Set(['j1', 'j3']), 0))).toEqual(['j1', 'j3', 'j0', 'j2', 'j4']);
  expect(ids(moveInLine(line, new Set(['j1']), 4))).toEqual(['j0', 'j2', 'j3', 'j1', 'j4']);
  expect(ids(moveInLine(line, new Set(['j1']), 5))).toEqual(['j0', 'j2', 'j3', 'j4', 'j1']);
});
