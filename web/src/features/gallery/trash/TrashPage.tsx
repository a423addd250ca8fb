import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { toProblem } from '@/shared/api/problem';
import type { TrashItem } from '@/shared/api/types';
import { bytes, plural } from '@/shared/format/words';
import { imageKeys } from '@/shared/images/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { QuestionDialog } from '@/shared/ui/QuestionDialog';
import { trashKey, trashQuery } from './api';
import { TrashCard } from './TrashCard';
import classes from './TrashPage.module.css';

/** What was deleted and can still be had back. */
export function TrashPage() {
  const { data: trash, error, refetch } = useQuery(trashQuery);
  const [asked, setAsked] = useState<TrashItem | 'all' | null>(null);
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onSettled: () => Promise.all([trashKey, imageKeys.maps, imageKeys.facets, imageKeys.lists].map(queryKey => queries.invalidateQueries({ queryKey }))),
    onError: problem => notifications.show({ color: 'red', title: 'That did not work', message: toProblem(problem).message }),
  });
  const restore = (item: TrashItem) =>
    act.mutate(() => api.post(`/api/trash/${item.trashId}/restore`), {
      onSuccess: () => notifications.show({ message: `${plural(item.images.length, 'image')} back in the gallery.` }),
    });

  return (
    <Page
      title="Trash"
      summary={trash && `${plural(trash.count, 'image')}, ${bytes(trash.bytes)}`}
      actions={
        trash && trash.count > 0 && (
          <Button size="xs" color="red" variant="light" loading={act.isPending} onClick={() => setAsked('all')}>
            Empty the trash
          </Button>
        )
      }
    >
      <div className={classes.page}>
        <Link to="/gallery" className={classes.back ?? ''}>
          <IconArrowLeft size={16} aria-hidden /> Gallery
        </Link>
        {!trash && error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {trash?.items.length === 0 && (
          <EmptyState icon={<IconTrash size={40} stroke={1.2} />} title="The trash is empty">
            What you delete lies here for 30 days, with its tags and stars.
          </EmptyState>
        )}
        <ul className={classes.list}>
          {trash?.items.map(item => (
            <li key={item.trashId}>
              <TrashCard item={item} isBusy={act.isPending} onRestore={() => restore(item)} onDelete={() => setAsked(item)} />
            </li>
          ))}
        </ul>
      </div>
      {asked && trash && (
        <QuestionDialog
          question={{
            title: asked === 'all' ? 'Empty the trash?' : 'Delete for good?',
            prompt: null,
            text: `${plural(asked === 'all' ? trash.count : asked.images.length, 'image')} will be gone for good. Nobody can bring them back.`,
            keep: 'Keep them',
            isForGood: true,
            choices: [{ label: 'Delete for good', run: () => act.mutate(() => api.delete(asked === 'all' ? '/api/trash' : `/api/trash/${asked.trashId}`)) }],
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  );
}
