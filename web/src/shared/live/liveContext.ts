import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveStatus, LiveStream } from './liveStream';

export const LiveContext = createContext<Pick<LiveStream, 'subscribe' | 'status' | 'start'> | null>(null);

export function useLiveStream() {
  const stream = useContext(LiveContext);
  if (!stream) throw new Error('LiveProvider is missing above this component.');
  return stream;
}

export function useLiveStatus(): LiveStatus {
  const stream = useLiveStream();
  return useSyncExternalStore(stream.subscribe, stream.status);
}
