import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactNode } from 'react';
import { baseUrl } from '@/shared/api/baseUrl';
import { isFinal } from '@/shared/jobs/states';
import { settleJourney } from '@/shared/telemetry/journey';
import { createEventSink } from './applyEvent';
import type { LiveEvent } from './events';
import { LiveContext } from './liveContext';
import { LiveStream } from './liveStream';

/** A phone that slept may hold a dead connection that looks open. */
const suspiciousAbsence = 30_000;

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const stream = useMemo(() => {
    const write = createEventSink(queries);
    const onEvent = (event: LiveEvent) => {
      write(event);
      if (event.type === 'job' && isFinal(event.data.state)) settleJourney(event.data.groupId);
    };
    return new LiveStream({ url: `${baseUrl}/api/events`, onEvent });
  }, [queries]);

  useEffect(() => {
    let wasDown = false;
    const unsubscribe = stream.subscribe(() => {
      const status = stream.status();
      // What was asked for in between may have failed, whatever the stream can tell of it now.
      if (status === 'open' && wasDown) void queries.invalidateQueries();
      wasDown = status === 'down';
    });
    stream.start();
    return () => {
      unsubscribe();
      stream.stop();
    };
  }, [stream, queries]);

  useEffect(() => {
    let hiddenAt = 0;
    const handleVisibility = () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (hiddenAt > 0 && Date.now() - hiddenAt > suspiciousAbsence) stream.start();
    };
    document.addEventListener('visibilitychange', handleVisibility);
    window.addEventListener('online', stream.start);
    return () => {
      document.removeEventListener('visibilitychange', handleVisibility);
      window.removeEventListener('online', stream.start);
    };
  }, [stream]);

  return <LiveContext value={stream}>{children}</LiveContext>;
}
