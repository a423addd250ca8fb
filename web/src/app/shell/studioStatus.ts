import type { Engine, Job, QueueState } from '@/shared/api/types';
import { count, plural } from '@/shared/format/words';
import { isUp } from '@/shared/engines/queries';
import { describeJob } from '@/shared/jobs/describe';
import type { LiveJob } from '@/shared/jobs/queries';
import type { Connection } from '@/shared/live/useConnection';

export type StudioStatus = {
  tone: 'quiet' | 'ready' | 'busy' | 'trouble';
  label: string;
  /** Where there is little room: beside the ring that shows how far it is. */
  short: string;
  fraction: number | null;
};

type Facts = {
  connection: Connection;
  isQueueAway: boolean;
  engines: Engine[] | undefined;
  counts: QueueState | undefined;
  running: Job | null;
  live: LiveJob;
};

/** The pill's few words: what is wrong, else what runs, else that all is well. */
export function studioStatus({ connection, isQueueAway, engines, counts, running, live }: Facts): StudioStatus {
  const waiting = counts?.queued ?? 0;
  const say = (tone: StudioStatus['tone'], label: string, fraction: number | null = null, short = label) => ({ tone, label, short, fraction });

  if (connection === 'offline') return say('trouble', 'Studio is away');
  if (isQueueAway) return say('trouble', 'Queue is away');
  if (running) {
    const { title, fraction } = describeJob(running, live.progress);
    return waiting > 0 ? say('busy', `${title} · ${count(waiting)} waiting`, fraction, `+${count(waiting)}`) : say('busy', title, fraction);
  }
  if (counts?.paused) return say('quiet', waiting > 0 ? `Paused · ${count(waiting)} waiting` : 'Paused', null, 'Paused');
  if (!engines) return say('quiet', 'Connecting');
  const up = engines.filter(isUp).length;
  if (up === 0) return say('trouble', waiting > 0 ? `No engine · ${count(waiting)} waiting` : 'No engine', null, 'No engine');
  if (waiting > 0) return say('busy', `${count(waiting)} waiting`);
  return say('ready', engines.length > 1 ? `${plural(up, 'engine')} ready` : 'Ready');
}
