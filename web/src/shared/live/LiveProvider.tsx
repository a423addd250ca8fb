import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { baseUrl } from '@/shared/api/baseUrl';
import { isFinal } from '@/shared/jobs/states';
import { createGroupNotices } from '@/shared/notices/groupNotices';
import { settleJourney } from '@/shared/telemetry/journey';
import { doubtLine } from '@/shared/jobs/waitingLine';
import { createEventSink, patchLine } from './applyEvent';
import type { LiveEvent } from './events';
import { LiveContext } from './liveContext';
import { LiveStream } from './liveStream';

/** A phone that slept may hold a dead connection that looks open. */
const suspiciousAbsence = 30_000;

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [notices] = useState(createGroupNotices);
  const stream = useMemo(() => {
    const write = createEventSink(queries);
    const onEvent = (event: LiveEvent) => {
      write(event);
      if (event.type === 'job' && isFinal(event.data.state)) settleJourney(event.data.groupId);
      if (event.type === 'group') notices.tell(event.data);
    };
    return new LiveStream({ url: `${baseUrl}/api/events`, onEvent, together: tell => notifyManager.batch(tell) });
  }, [queries, notices]);

  useEffect(() => notices.start(), [notices]);

  useEffect(() => {
    let wasDown = false;
    const unsubscribe = stream.subscribe(() => {
      const status = stream.status();
      // What was asked for in between may have failed, whatever the stream can tell of it now.
      if (status === 'open' && wasDown) {
        patchLine(queries, doubtLine);
        void queries.invalidateQueries();
      }
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
    // A page that is kept for going back to would keep one of the few connections that a browser has for the studio.
    const handleReturn = ({ persisted }: PageTransitionEvent) => persisted && stream.start();
    document.addEventListener('visibilitychange', handleVisibility);
    window.addEventListener('online', stream.start);
    window.addEventListener('pagehide', stream.stop);
    window.addEventListener('pageshow', handleReturn);
    return () => {
      document.removeEventListener('visibilitychange', handleVisibility);
      window.removeEventListener('online', stream.start);
      window.removeEventListener('pagehide', stream.stop);
      window.removeEventListener('pageshow', handleReturn);
    };
  }, [stream]);

  return <LiveContext value={stream}>{children}</LiveContext>;
}
