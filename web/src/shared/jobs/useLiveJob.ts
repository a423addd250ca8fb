import { skipToken, useQuery } from '@tanstack/react-query';
import type { Job } from '@/shared/api/types';
import { jobKeys, type LiveJob } from './queries';
import { isWorking } from './states';

/** What the stream said last of a job. Nothing is fetched. */
export const useStreamedJob = (jobId: string) => useQuery<LiveJob>({ queryKey: jobKeys.live(jobId), queryFn: skipToken, staleTime: Infinity }).data;

/** The freshest progress and preview of a job, of the stream and of the job itself. */
export function useLiveJob(job: Job | null): LiveJob {
  const data = useStreamedJob(job?.id ?? 'none');
  return job && isWorking(job.state) ? freshest(data, job) : nothing;
}

const nothing: LiveJob = { progress: null, previewUrl: null };

/** While the stream is away the polled job knows more than what the stream said last. */
export function freshest(live: LiveJob | undefined, job: Pick<Job, 'progress' | 'previewUrl'>): LiveJob {
  if (!live || (job.progress?.fraction ?? -1) > (live.progress?.fraction ?? -1)) return { progress: job.progress, previewUrl: job.previewUrl };
  return { progress: live.progress, previewUrl: live.previewUrl ?? job.previewUrl };
}
