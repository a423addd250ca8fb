import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { systemQuery } from '@/shared/engines/queries';

const rarely = 10_000;
const often = 2_000;

/** Whether the API answers but its queue does not. */
export function useQueueAway(): boolean {
  const { data } = useQuery(systemQuery);
  return data?.redisOnline === false;
}

/** The stream of events stays open and says nothing while the queue is away: so it is asked for, and so is what was missed when it is back. */
export function useQueueWatch() {
  const queries = useQueryClient();
  useQuery({ ...systemQuery, refetchInterval: ({ state }) => (state.data?.redisOnline === false ? often : rarely) });
  const isAway = useQueueAway();
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isAway) void queries.invalidateQueries();
    wasAway.current = isAway;
  }, [isAway, queries]);
}
