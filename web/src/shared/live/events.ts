import type { Engine, GroupEnd, Image, Job, Progress, QueueState } from '@/shared/api/types';

/** Everything that the stream at /api/events says. */
export type LiveEvent =
  | { type: 'hello'; data: { lastId: string; serverTime: string } }
  | { type: 'reset'; data: Record<string, never> }
  | { type: 'job'; data: Job }
  | { type: 'image'; data: Image }
  | { type: 'engine'; data: Engine }
  | { type: 'progress'; data: { jobId: string; progress: Progress } }
  | { type: 'preview'; data: { jobId: string; url: string } }
  /** `reordered`: jobs wait in another order, or are held or let go, than before. */
  | { type: 'queue'; data: QueueState & { reordered?: boolean } }
  | { type: 'group'; data: GroupEnd }
  /** What people noted about images changed: stars, tags, albums. */
  | { type: 'images'; data: { ids: string[] } }
  | { type: 'imageRemoved'; data: { id: string } }
  | { type: 'engineRemoved'; data: { id: string } }
  | { type: 'heartbeat'; data: Record<string, never> };

export const liveEventTypes: readonly LiveEvent['type'][] = [
  'hello',
  'reset',
  'job',
  'image',
  'engine',
  'progress',
  'preview',
  'queue',
  'group',
  'images',
  'imageRemoved',
  'engineRemoved',
  'heartbeat',
];
