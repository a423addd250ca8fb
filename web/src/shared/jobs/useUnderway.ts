import { useQuery } from '@tanstack/react-query';
import { usePolling } from '@/shared/live/usePolling';
import { activeJobsQuery, queueCountsQuery } from './queries';

/** What runs and how much waits; while the live stream is away it is asked for at a steady pace, as long as there is anything. */
export function useUnderway() {
  const counts = useQuery(queueCountsQuery).data;
  const isBusy = counts !== undefined && counts.active + counts.queued > 0;
  const refetchInterval = usePolling(isBusy);

  useQuery({ ...queueCountsQuery, refetchInterval });
  const active = useQuery({ ...activeJobsQuery, refetchInterval });
  return { active: active.data, counts };
}
