import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState, type KeyboardEvent } from 'react';
import { isTyping } from '@/shared/ui/isTyping';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { FilterChips } from './FilterChips';
import { NothingHere } from './NothingHere';
import { PausedBanner } from './PausedBanner';
import { QueueList } from './QueueList';
import { QueueSkeleton } from './QueueSkeleton';
import { QueueTools } from './QueueTools';
import { SelectionBar } from './SelectionBar';
import { usePageActions } from './usePageActions';
import { useQueue } from './useQueue';
import { useSelection } from './useSelection';

const QuestionDialog = lazy(() => import('@/shared/ui/QuestionDialog').then(module => ({ default: module.QuestionDialog })));

export function QueuePage() {
  const { show: filter = 'all' } = useSearch({ from: '/queue' });
  const navigate = useNavigate();
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const { layout, line, running, counts, isLoading, error, retry, loadMore } = useQueue(filter);
  const selection = useSelection(line);
  const actions = usePageActions({ layout, line, running, selection });

  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey) || isTyping(event.nativeEvent) || layout.firstWaiting < 0) return;
    event.preventDefault();
    selection.selectAll();
  };

  const tools = counts && (
    <QueueTools counts={counts} commands={actions.commands} onCancelEverything={actions.cancelEverything} onSelectAll={selection.selectAll} />
  );

  return (
    <Page
      title="Queue"
      scrollRef={setScroll}
      actions={isPhone ? null : tools}
      foot={<SelectionBar selection={selection} commands={actions.commands} />}
    >
      <FilterChips
        value={filter}
        counts={counts}
        tools={isPhone ? tools : null}
        onChange={next => void navigate({ to: '/queue', search: next === 'all' ? {} : { show: next }, replace: true })}
      />
      {counts && <PausedBanner counts={counts} commands={actions.commands} />}
      {error ? (
        <ProblemState error={error} onRetry={retry} />
      ) : isLoading ? (
        <QueueSkeleton />
      ) : layout.count === 0 ? (
        <NothingHere filter={filter} />
      ) : (
        <div onKeyDown={handleKeyDown} style={{ flex: 'none' }}>
          <QueueList
            layout={layout}
            line={line}
            selection={selection}
            isPaused={counts?.paused ?? false}
            isMoving={(counts?.active ?? 0) > 0}
            scroll={scroll}
            itemActions={actions.itemActions}
            waitingActions={actions.waitingActions}
            onDrop={actions.drop}
            onNearEnd={loadMore}
            target={actions.target}
          />
        </div>
      )}
      <Suspense>{actions.question && <QuestionDialog question={actions.question} onClose={actions.closeQuestion} />}</Suspense>
    </Page>
  );
}
