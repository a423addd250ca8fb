import { expect, it } from 'vitest';
import type { Engine } from '@/shared/api/types';
import { aJob } from '@/testing/builders';
import { studioStatus } from './studioStatus';

const engine = (status: Engine['status']) => ({ id: status, status }) as Engine;
const nothing = { queued: 0, active: 0, succeeded: 0, failed: 0, parked: 0, cancelled: 0, paused: false, pausedGroups: [] };
const calm = { connection: 'live' as const, isQueueAway: false, engines: [engine('ready')], counts: nothing, running: null, live: { progress: null, previewUrl: null } };

it('says what is wrong before what runs, and what runs before that all is well', () => {
  const running = aJob({ state: 'running', progress: { nodeId: '3', nodeType: 'KSampler', value: 4, max: 20, fraction: 0.2 } });
  const live = { progress: running.progress, previewUrl: null };

  expect(studioStatus(calm)).toMatchObject({ tone: 'ready', label: 'Ready' });
  expect(studioStatus({ ...calm, engines: [engine('ready'), engine('busy')] }).label).toBe('2 engines ready');
  expect(studioStatus({ ...calm, running, live, counts: { ...nothing, queued: 3 } })).toEqual({ tone: 'busy', label: 'Step 4 of 20 · 3 waiting', short: '+3', fraction: 0.2 });
  expect(studioStatus({ ...calm, engines: [engine('unreachable')], counts: { ...nothing, queued: 2 } })).toMatchObject({ tone: 'trouble', label: 'No engine · 2 waiting', short: 'No engine' });
  expect(studioStatus({ ...calm, isQueueAway: true, running, live })).toMatchObject({ tone: 'trouble', label: 'Queue is away' });
  expect(studioStatus({ ...calm, connection: 'offline', isQueueAway: true, running, live })).toMatchObject({ tone: 'trouble', label: 'Studio is away' });
});
