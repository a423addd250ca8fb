import { isFailed, isFinal } from '@/shared/jobs/states';
import type { Frame, FrameProgress, Take } from '../types';

export type FrameState =
  | { status: 'empty' }
  | { status: 'waiting'; reason: string | null }
  | { status: 'working'; jobId: string; fraction: number | null }
  | { status: 'failed'; message: string; take: Take }
  | { status: 'done' };

export const shownTake = ({ takes, shown }: Frame): Take | undefined => takes.find(({ id }) => id === shown);

/** What is going on with a frame now: its newest take, as the progress of the run knows it when that is fresher. */
export function stateOf(frame: Frame, progress?: FrameProgress): FrameState {
  const take = frame.takes.at(-1);
  const still: FrameState = { status: frame.image ? 'done' : 'empty' };
  if (!take) return still;
  const state = isFinal(take.state) ? take.state : (progress?.state ?? take.state);
  // One that was not begun, because of another frame, says so.
  if (isFailed(state) || (state === 'cancelled' && take.failure !== null)) return { status: 'failed', message: take.failure?.message ?? 'This frame failed.', take };
  if (isFinal(state)) return still;
  if (state === 'queued') return { status: 'waiting', reason: progress ? progress.waitReason : take.waitReason };
  return { status: 'working', jobId: take.jobId, fraction: progress?.progress ?? take.progress };
}

/** What is said of a frame in one word on its picture. */
export function badgeOf(frame: Frame, state: FrameState): string | null {
  const { status } = state;
  if (status === 'waiting') return state.reason ?? 'Waiting';
  if (status === 'failed' && frame.image) return 'Failed';
  if (frame.picture !== null) return 'Own picture';
  return status === 'done' && shownTake(frame)?.pass === 'proof' ? 'Proof' : null;
}

export const isUnderway = ({ status }: FrameState) => status === 'waiting' || status === 'working';
