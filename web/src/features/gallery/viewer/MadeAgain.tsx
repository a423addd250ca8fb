import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { skipToken, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Image, ImageDetail, Job } from '@/shared/api/types';
import { imageKeys, imageQuery } from '@/shared/images/queries';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { jobQuery } from '@/shared/jobs/queries';
import { isFinal } from '@/shared/jobs/states';
import { againKey } from '../acts/useMaking';
import { differenceQuery } from '../api';
import classes from './MadeAgain.module.css';
import details from './Details.module.css';
import { differenceWords } from './difference';

type Props = { image: ImageDetail; onShow: (image: Image) => void };

const most = 12;
const pause = 1_000;

/** The same image once more: on its way, or there, and whether it came out the same. */
export function MadeAgain({ image, onShow }: Props) {
  const children = (image.children ?? []).slice(0, most);
  const again = useQueries({ queries: children.map(id => ({ ...imageQuery(id), retry: false })) }).flatMap(({ data }) => (data?.againOf === image.id ? [data] : []));
  const jobs = useAgainJobs(image.id);
  const underway = jobs.filter(job => !again.some(({ jobId }) => jobId === job.id));

  if (again.length === 0 && underway.length === 0 && !image.againOf) return null;
  return (
    <section className={details.passage}>
      <header>
        <h3>{image.againOf ? 'Compared with the first' : 'Made again'}</h3>
      </header>
      {image.againOf && <Verdict id={image.id} from={image.againOf} />}
      <ul className={classes.list}>
        {underway.map(job => (
          <li key={job.id} className={classes.item} role="status">
            {wordsOf(job)}
          </li>
        ))}
        {again.map(each => (
          <li key={each.id} className={classes.item}>
            <button type="button" aria-label="Open the image that was made again" onClick={() => onShow(each)}>
              <Thumbnail image={each} />
            </button>
            <Verdict id={each.id} from={image.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf(job: Job): string {
  if (job.state === 'succeeded') return 'Made again; it comes in a moment.';
  if (isFinal(job.state)) return job.failure?.message ?? 'It was not made again: the job was cancelled.';
  return job.state === 'queued' ? 'Waits to be made again.' : 'Is made again now.';
}

/** Those that this page asked for, watched until they end. */
function useAgainJobs(id: string): Job[] {
  const queries = useQueryClient();
  const { data: ids = [] } = useQuery<string[]>({ queryKey: againKey(id), queryFn: skipToken, staleTime: Infinity });
  const jobs = useQueries({
    queries: ids.map(jobId => ({ ...jobQuery(jobId), refetchInterval: (query: { state: { data?: Job | undefined } }) => (query.state.data && isFinal(query.state.data.state) ? false : pause) })),
  }).flatMap(({ data }) => data ?? []);
  const ended = jobs.filter(({ state }) => state === 'succeeded').length;

  // The new one is now a child of this one.
  useEffect(() => {
    if (ended > 0) void queries.invalidateQueries({ queryKey: imageKeys.one(id) });
  }, [ended, id, queries]);
  return jobs;
}

function Verdict({ id, from }: { id: string; from: string }) {
  const { data, error, refetch } = useQuery(differenceQuery(id, from));
  if (error)
    return (
      <span className={classes.verdict}>
        {toProblem(error).message}
        <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
          Compare again
        </Button>
      </span>
    );
  if (!data) return <span className={classes.verdict}>Comparing the pixels…</span>;
  return (
    <span className={classes.verdict} data-same={data.identical || undefined} title={data.identical ? `SHA-256 of the pixels: ${data.hash}` : undefined}>
      {data.identical && <IconCircleCheck size={18} stroke={1.8} aria-hidden />}
      {differenceWords(data)}
    </span>
  );
}
