import type { JobState } from '@/shared/api/types';

const final = new Set<JobState>(['succeeded', 'failed', 'parked', 'cancelled']);

export const isFinal = (state: JobState) => final.has(state);
export const isWaiting = (state: JobState) => state === 'queued';
/** An engine holds it. */
export const isWorking = (state: JobState) => !isFinal(state) && !isWaiting(state);
export const isFailed = (state: JobState) => state === 'failed' || state === 'parked';
