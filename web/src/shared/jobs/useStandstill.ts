import { useQuery } from '@tanstack/react-query';
import { enginesQuery, isUp } from '@/shared/engines/queries';
import { queueCountsQuery } from './queries';
import { useQueueCommands } from './queueCommands';

/** Why nothing of it starts, and what ends that in one click: going on, or a look at the engines. */
export type Standstill = { words: string; resume: (() => void) | null };

/** Why jobs that wait, these groups' among them, will not start by themselves; null when they will. */
export function useStandstill(groups: readonly string[] = []): Standstill | null {
  const { data: counts } = useQuery(queueCountsQuery);
  const { data: engines } = useQuery(enginesQuery);
  const { setPaused, setGroupPaused } = useQueueCommands();

  if (counts?.paused) return { words: 'The queue is paused', resume: () => void setPaused(false) };
  const held = groups.find(group => counts?.pausedGroups.includes(group));
  if (held !== undefined) return { words: 'Paused in the queue', resume: () => void setGroupPaused(held, false) };
  if (!engines || engines.some(isUp)) return null;
  return { words: engines.length === 0 ? 'No engine is set up yet' : 'No engine answers', resume: null };
}
