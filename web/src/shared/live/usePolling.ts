import { useLiveStatus } from './liveContext';

/** While the stream is away, what is under way is asked for at this pace. */
const pace = 500;

/** The refetch interval for a query whose subject changes only while `isActive`. */
export function usePolling(isActive: boolean): number | false {
  const status = useLiveStatus();
  return status !== 'open' && isActive ? pace : false;
}
