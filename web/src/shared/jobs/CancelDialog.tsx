import { lazy, Suspense } from 'react';
import type { Job } from '@/shared/api/types';

const QuestionDialog = lazy(() => import('@/shared/ui/QuestionDialog').then(module => ({ default: module.QuestionDialog })));

type Props = {
  /** What would stop; null asks nothing. */
  job: Job | null;
  /** Others of the same generation that are not done either. */
  siblings: readonly Job[];
  onCancel: (jobs: readonly Job[]) => void;
  onClose: () => void;
};

export function CancelDialog({ job, siblings, onCancel, onClose }: Props) {
  if (!job) return null;
  const all = [job, ...siblings];
  const everything = all.length > 1 ? [{ label: `Cancel all ${all.length}`, isMild: true, run: () => onCancel(all) }] : [];
  const question = {
    title: 'Cancel this image?',
    prompt: job.prompt,
    text: 'What is painted so far is lost. Finished images stay.',
    choices: [...everything, { label: 'Cancel image', run: () => onCancel([job]) }],
  };
  return (
    <Suspense>
      <QuestionDialog question={question} size="sm" onClose={onClose} />
    </Suspense>
  );
}
