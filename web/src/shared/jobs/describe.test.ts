import { describe, expect, it } from 'vitest';
import { aJob } from '@/testing/builders';
import { describeJob } from './describe';

const sampling = (value: number) => ({ nodeId: '3', nodeType: 'KSampler', value, max: 20, fraction: value / 20 });

describe('describeJob', () => {
  it('tells the place in line and the reason', () => {
    expect(describeJob(aJob({ state: 'queued', position: 0 })).title).toBe('Queued · next in line');
    expect(describeJob(aJob({ state: 'queued', position: 2, waitReason: 'Waiting for Studio.' }))).toMatchObject({
      title: 'Queued · 3rd in line',
      detail: 'Waiting for Studio.',
    });
  });

  it('counts steps while sampling and names the work otherwise', () => {
    expect(describeJob(aJob({ state: 'running' }), sampling(12))).toEqual({ title: 'Step 12 of 20', detail: null, fraction: 0.6 });
    expect(describeJob(aJob({ state: 'running' }), { ...sampling(0), nodeType: 'CheckpointLoaderSimple' }).title).toBe('Loading model');
    expect(describeJob(aJob({ state: 'running' })).title).toBe('Preparing');
  });

  it('says that a cancelled job is still stopping', () => {
    expect(describeJob(aJob({ state: 'running', cancelRequested: true }), sampling(3)).title).toBe('Stopping');
    expect(describeJob(aJob({ state: 'cancelled', cancelRequested: true, endedAt: '2026-01-02T00:00:00Z' })).title).toBe('Cancelled');
  });
});
