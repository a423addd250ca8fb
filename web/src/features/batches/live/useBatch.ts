import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { coalesceByKey } from '@/shared/live/coalesce';
import { useLiveEvents } from '@/shared/live/liveContext';
import { usePolling } from '@/shared/live/usePolling';
import { batchKeys, batchQuery } from '../api';
import { isOver } from '../words';

/** While images come, the counts are asked for at this pace. */
const pace = 500;

/** A batch with its counts, as fresh as the stream and else as polling makes it. */
export function useBatch(id: string) {
  const queries = useQueryClient();
  const answer = useQuery(batchQuery(id));
  const isMoving = answer.data !== undefined && !isOver(answer.data);
  const refetchInterval = usePolling(isMoving);
  useQuery({ ...batchQuery(id), refetchInterval });

  const refresh = useMemo(() => coalesceByKey<string>(key => void queries.invalidateQueries({ queryKey: batchKeys.one(key) }), pace), [queries]);
  useLiveEvents(event => {
    if ((event.type === 'job' || event.type === 'group') && event.data.groupId === id) refresh(id);
  });
  // The list knows the counts of before.
  useEffect(() => () => void queries.invalidateQueries({ queryKey: batchKeys.list }), [queries]);
  return answer;
}
