import { lazy, Suspense } from 'react';
import type { Job } from '@/shared/api/types';
import type { CancelProps } from './CancelQuestion';

const CancelQuestion = lazy(() => import('./CancelQuestion').then(module => ({ default: module.CancelQuestion })));

type Props = Omit<CancelProps, 'job'> & {
  /** What would stop; null asks nothing. */
  job: Job | null;
};

export const CancelDialog = ({ job, ...props }: Props) => <Suspense>{job && <CancelQuestion job={job} {...props} />}</Suspense>;
