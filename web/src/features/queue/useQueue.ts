import { useInfiniteQuery } from '@tanstack/react-query';
import { jobListQuery } from '@/shared/jobs/queries';
import { useUnderway } from '@/shared/jobs/useUnderway';
import { usePolling } from '@/shared/live/usePolling';
import { endedStates, type QueueFilter } from './filters';
import { queueRows } from './queueRows';

export function useQueue(filter: QueueFilter) {
  const { active, waiting, counts } = useUnderway();
  const states = endedStates[filter];
  const refetchInterval = usePolling(counts !== undefined && counts.active > 0);
  const ended = useInfiniteQuery({ ...jobListQuery(states ?? 'ended'), enabled: states !== null, refetchInterval });

  const endedJobs = states === null ? [] : (ended.data?.pages.flatMap(page => page.items) ?? []);
  return {
    counts,
    jobs: [...(active ?? []), ...(waiting ?? []), ...endedJobs],
    rows: queueRows({
      filter,
      running: active ?? [],
      waiting: waiting ?? [],
      ended: endedJobs,
      hasMore: states !== null && ended.hasNextPage,
    }),
    isLoading: (states !== null && ended.isPending) || active === undefined || waiting === undefined,
    error: ended.data ? null : ended.error,
    retry: () => void ended.refetch(),
    loadMore: () => {
      if (ended.hasNextPage && !ended.isFetchingNextPage) void ended.fetchNextPage();
    },
  };
}
