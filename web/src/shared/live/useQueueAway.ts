import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { systemQuery } from '@/shared/engines/queries';

const rarely = 10_000;
const often = 2_000;

/** Whether the API answers but its queue does not: the stream of events stays open then and says nothing, so it is asked for. */
export function useQueueAway(): boolean {
  const { data } = useQuery({ ...systemQuery, refetchInterval: ({ state }) => (state.data?.redisOnline === false ? often : rarely) });
  return data?.redisOnline === false;
}

/** What was missed meanwhile is asked for when the queue is back. */
export function useCatchUp(isAway: boolean) {
  const queries = useQueryClient();
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isAway) void queries.invalidateQueries();
    wasAway.current = isAway;
  }, [isAway, queries]);
}
