import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { CancelDialog } from '@/shared/jobs/CancelDialog';
import { useJobActions } from '@/shared/jobs/useJobActions';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { FilterChips } from './FilterChips';
import { NothingHere } from './NothingHere';
import { QueueList } from './QueueList';
import { QueueSkeleton } from './QueueSkeleton';
import { useQueue } from './useQueue';

export function QueuePage() {
  const { show: filter = 'all' } = useSearch({ from: '/queue' });
  const navigate = useNavigate();
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const { rows, jobs, counts, isLoading, error, retry, loadMore } = useQueue(filter);
  const actions = useJobActions({ jobs });

  return (
    <Page title="Queue" scrollRef={setScroll}>
      <FilterChips
        value={filter}
        counts={counts}
        onChange={next => void navigate({ to: '/queue', search: next === 'all' ? {} : { show: next }, replace: true })}
      />
      {error ? (
        <ProblemState error={error} onRetry={retry} />
      ) : isLoading ? (
        <QueueSkeleton />
      ) : rows.length === 0 ? (
        <NothingHere filter={filter} />
      ) : (
        <QueueList rows={rows} scroll={scroll} onCancel={actions.ask} onRetry={actions.retry} onNearEnd={loadMore} />
      )}
      <CancelDialog job={actions.pending} siblings={actions.siblings} onCancel={actions.cancelAll} onClose={actions.close} />
    </Page>
  );
}
