import { useQuery } from '@tanstack/react-query';
import { enginesQuery } from '@/shared/engines/queries';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { useUnderway } from '@/shared/jobs/useUnderway';
import { useConnection } from '@/shared/live/useConnection';
import { useQueueAway } from '@/shared/live/useQueueAway';
import { studioStatus } from './studioStatus';

export function useStudioStatus() {
  const connection = useConnection();
  const isQueueAway = useQueueAway();
  const { data: engines } = useQuery(enginesQuery);
  const { active, counts } = useUnderway();
  const running = active?.findLast(job => job.state === 'running') ?? active?.at(-1) ?? null;
  const live = useLiveJob(running);
  return studioStatus({ connection, isQueueAway, engines, counts, running, live });
}
