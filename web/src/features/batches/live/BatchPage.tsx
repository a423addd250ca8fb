import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, memo, Suspense, useDeferredValue, useRef, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { templatesQuery } from '@/shared/templates/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import { PageHeading } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import type { Seen } from '../api';
import type { Batch } from '../types';
import { isOver, stateWords, titleOf } from '../words';
import classes from './BatchPage.module.css';
import { BatchTools, type BatchDialog } from './BatchTools';
import { BatchView } from './BatchView';
import { requestAgain, useBatchActs } from './useBatchActs';
import { useBatch } from './useBatch';

const GrowDialog = lazy(() => import('./GrowDialog').then(module => ({ default: module.GrowDialog })));
const RenameDialog = lazy(() => import('./RenameDialog').then(module => ({ default: module.RenameDialog })));
const QuestionDialog = lazy(() => import('@/shared/ui/QuestionDialog').then(module => ({ default: module.QuestionDialog })));

export function BatchPage() {
  const { id } = useParams({ from: '/batches/$id' });
  const { data, error, refetch } = useBatch(id);
  // Drawn in pieces, between which the page stays alive.
  const batch = useDeferredValue(data);
  if (batch) return <OneBatch key={batch.id} batch={batch} isAway={error !== null} />;
  if (error) return <NotThere error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.page} role="status" aria-busy="true" aria-label="Loading the batch">
      <PageHeading title="Batch" />
      <Skeleton height={64} radius={0} />
      <div className={classes.loading}>
        {Array.from({ length: 12 }, (_, at) => (
          <Skeleton key={at} height={168} />
        ))}
      </div>
    </div>
  );
}

function NotThere({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <>
      <PageHeading title="Batch" />
      {toProblem(error).status === 404 ? (
        <EmptyState
          title="There is no such batch"
          action={
            <Button component={Link} to="/batches" variant="default">
              All batches
            </Button>
          }
        >
          It was taken off the list, or it belongs to somebody else. Images that it made are in the gallery.
        </EmptyState>
      ) : (
        <ProblemState error={error} onRetry={onRetry} />
      )}
    </>
  );
}

const OneBatch = memo(function OneBatch({ batch, isAway }: { batch: Batch; isAway: boolean }) {
  const acts = useBatchActs(batch.id);
  const template = useQuery(templatesQuery).data?.find(({ id }) => id === batch.template);
  const [dialog, setDialog] = useState<BatchDialog | null>(null);
  const close = () => setDialog(null);
  const seen = useRef<Seen | null>(null);
  const again = () => void acts.start(requestAgain(batch, []));

  return (
    <div className={classes.page}>
      <PageHeading
        title={titleOf(batch)}
        summary={isAway ? 'The studio does not answer; this is what was known last.' : isOver(batch) ? stateWords[batch.state] : null}
        actions={<BatchTools batch={batch} acts={acts} onAgain={again} onSheet={() => void acts.sheet(seen.current)} onDialog={setDialog} />}
      />
      <BatchView batch={batch} template={template} acts={acts} seen={seen} />
      <Suspense>
        {dialog === 'grow' && <GrowDialog batch={batch} template={template} onGrow={acts.grow} onClose={close} />}
        {dialog === 'rename' && <RenameDialog title={batch.title} onRename={title => void acts.rename(title)} onClose={close} />}
        {dialog === 'forget' && (
          <QuestionDialog
            question={{
              title: 'Take this batch off the list?',
              prompt: titleOf(batch),
              text: 'The page with its grid goes. The images stay in the gallery.',
              keep: 'Keep it',
              choices: [{ label: 'Take it off', run: () => acts.forget(batch).then(() => undefined) }],
            }}
            size="sm"
            onClose={close}
          />
        )}
      </Suspense>
    </div>
  );
});
