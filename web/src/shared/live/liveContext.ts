import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { LiveEvent } from './events';
import type { LiveStatus, LiveStream } from './liveStream';

export const LiveContext = createContext<Pick<LiveStream, 'subscribe' | 'status' | 'start' | 'listen'> | null>(null);

export function useLiveStream() {
  const stream = useContext(LiveContext);
  if (!stream) throw new Error('LiveProvider is missing above this component.');
  return stream;
}

export function useLiveStatus(): LiveStatus {
  const stream = useLiveStream();
  return useSyncExternalStore(stream.subscribe, stream.status);
}

/** What the stream says, for a page that keeps more of it than the query cache does. */
export function useLiveEvents(handler: (event: LiveEvent) => void) {
  const { listen } = useLiveStream();
  const handle = useEffectEvent(handler);
  useEffect(() => listen(event => handle(event)), [listen]);
}
