import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { imageListQuery } from '@/shared/images/queries';
import { recentJobsQuery } from '@/shared/jobs/queries';
import { isFinal } from '@/shared/jobs/states';
import { usePolling } from '@/shared/live/usePolling';
import { stageContent, type Selection, type StageContent } from './stage/stageContent';
import { stripItems } from './strip/stripItems';

/** What stands on the stage and in the strip beside it. */
export function useStage(session: readonly string[]) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const recent = useQuery(recentJobsQuery);
  const jobs = recent.data ?? [];
  const refetchInterval = usePolling(jobs.some(job => !isFinal(job.state)));
  useQuery({ ...recentJobsQuery, refetchInterval });
  const images = useInfiniteQuery(imageListQuery()).data?.pages[0]?.items ?? [];

  const content = recent.data ? stageContent({ selection, jobs, images, session }) : without(recent.error);
  return {
    content,
    jobs,
    items: stripItems(jobs, images, session),
    reload: () => void recent.refetch(),
    select: setSelection,
    follow: () => setSelection(null),
  };
}

const without = (error: Error | null): StageContent => (error ? { status: 'away', error } : { status: 'loading' });
