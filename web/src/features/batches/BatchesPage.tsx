import { Button, Skeleton } from '@mantine/core';
import { IconGridDots, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useStandstill } from '@/shared/jobs/useStandstill';
import { coalesceByKey } from '@/shared/live/coalesce';
import { useLiveEvents } from '@/shared/live/liveContext';
import { usePolling } from '@/shared/live/usePolling';
import { plural } from '@/shared/format/words';
import { EmptyState } from '@/shared/ui/EmptyState';
import { HeadingButton } from '@/shared/ui/HeadingButton';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { batchKeys, batchListQuery } from './api';
import { BatchCard } from './BatchCard';
import classes from './BatchesPage.module.css';
import { isOver } from './words';

const pace = 1_000;

const newBatch = <HeadingButton icon={<IconPlus size={16} stroke={1.8} />} label="New batch" renderRoot={props => <Link {...props} to="/batches/new" />} />;

/** Every batch, the newest first. */
export function BatchesPage() {
  const queries = useQueryClient();
  const answer = useInfiniteQuery(batchListQuery);
  const batches = answer.data?.pages.flatMap(page => page.items) ?? [];
  const running = batches.filter(batch => !isOver(batch));
  const standstill = useStandstill();
  const refetchInterval = usePolling(running.length > 0);
  useInfiniteQuery({ ...batchListQuery, refetchInterval });

  const known = new Set(batches.map(({ id }) => id));
  const refresh = useMemo(() => coalesceByKey<string>(() => void queries.invalidateQueries({ queryKey: batchKeys.list }), pace), [queries]);
  useLiveEvents(event => {
    if (event.type === 'group' ? event.data.kind === 'batch' : event.type === 'job' && known.has(event.data.groupId)) refresh('list');
  });

  return (
    <Page title="Batches" summary={running.length > 0 ? `${running.length} ${standstill === null ? 'running' : 'waiting'}` : null} actions={newBatch}>
      {answer.data ? (
        batches.length === 0 ? (
          <Nothing />
        ) : (
          <>
            <ul className={classes.list} aria-label="Batches">
              {batches.map(batch => (
                <li key={batch.id}>
                  <BatchCard batch={batch} held={standstill?.words ?? null} />
                </li>
              ))}
            </ul>
            {answer.hasNextPage && (
              <Button variant="default" className={classes.more ?? ''} loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
                Earlier ones
              </Button>
            )}
            <p className={classes.end} role="status">
              {answer.isError ? 'The studio does not answer; this is what was known last.' : answer.hasNextPage ? null : plural(batches.length, 'batch', 'batches')}
            </p>
          </>
        )
      ) : answer.error ? (
        <ProblemState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className={classes.list} role="status" aria-busy="true" aria-label="Loading the batches">
          {Array.from({ length: 6 }, (_, at) => (
            <Skeleton key={at} height={104} />
          ))}
        </div>
      )}
    </Page>
  );
}

const Nothing = () => (
  <EmptyState
    icon={<IconGridDots size={40} stroke={1.2} />}
    title="No batches yet"
    action={
      <Button component={Link} to="/batches/new">
        Make a batch
      </Button>
    }
  >
    One prompt with many seeds, a list of prompts, or a grid that sweeps over settings: they are made in one go, and you watch them come.
  </EmptyState>
);
