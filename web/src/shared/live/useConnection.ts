import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { systemQuery } from '@/shared/engines/queries';
import { useLiveStatus, useLiveStream } from './liveContext';

/** `polling`: the API answers but the stream does not get through. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

export function useConnection(): Connection {
  const status = useLiveStatus();
  const { start } = useLiveStream();
  const isDown = status === 'down';
  const { isError, isSuccess, failureCount } = useQuery({
    ...systemQuery,
    refetchInterval: isDown ? 2_000 : false,
  });

  const answersAgain = isDown && isSuccess && failureCount === 0;
  useEffect(() => {
    if (!answersAgain) return;
    // Sooner than the browser's own next attempt.
    const timer = setTimeout(start, 1_500);
    return () => clearTimeout(timer);
  }, [answersAgain, start]);

  if (status === 'open') return 'live';
  if (isError || failureCount > 0) return 'offline';
  return isDown ? 'polling' : 'connecting';
}
