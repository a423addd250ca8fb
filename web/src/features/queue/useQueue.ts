import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { jobListQuery, waitingQuery } from '@/shared/jobs/queries';
import { useUnderway } from '@/shared/jobs/useUnderway';
import { noLine } from '@/shared/jobs/waitingLine';
import { usePolling } from '@/shared/live/usePolling';
import { endedStates, type QueueFilter } from './filters';
import { queueLayout } from './queueLayout';

const nobody: never[] = [];

export function useQueue(filter: QueueFilter) {
  const { active = nobody, counts } = useUnderway();
  const states = endedStates[filter];
  const isBusy = counts !== undefined && counts.active + counts.queued > 0;
  const polling = usePolling(isBusy);
  const line = useQuery({ ...waitingQuery, refetchInterval: polling === false ? false : 2_000 });
  const refetchInterval = usePolling(counts !== undefined && counts.active > 0);
  const ended = useInfiniteQuery({ ...jobListQuery(states ?? 'ended'), enabled: states !== null, refetchInterval });

  const pages = ended.data?.pages;
  const endedJobs = useMemo(() => (states === null ? nobody : (pages?.flatMap(page => page.items) ?? nobody)), [states, pages]);
  const waiting = line.data ?? noLine;
  const hasMore = states !== null && ended.hasNextPage;
  const layout = useMemo(
    () => queueLayout({ filter, running: active, waiting: waiting.jobs, ended: endedJobs, hasMore }),
    [filter, active, waiting.jobs, endedJobs, hasMore],
  );

  const isAway = (states !== null && ended.isError && !ended.data) || (line.isError && !line.data);
  return {
    counts,
    running: active,
    line: waiting,
    ended: endedJobs,
    layout,
    isLoading: (states !== null && ended.isPending) || line.isPending || counts === undefined,
    error: isAway ? (line.error ?? ended.error) : null,
    retry: () => {
      void line.refetch();
      void ended.refetch();
    },
    loadMore: () => {
      if (ended.hasNextPage && !ended.isFetchingNextPage) void ended.fetchNextPage();
    },
  };
}
