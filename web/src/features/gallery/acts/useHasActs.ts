import { useQuery } from '@tanstack/react-query';
import { ProblemError } from '@/shared/api/problem';
import { trashQuery } from '../trash/api';

/** Whether this studio's API notes, deletes and packs images; what it cannot do is not offered. */
export function useHasActs(): boolean {
  const { data, error } = useQuery({ ...trashQuery, staleTime: Infinity, retry: false });
  return data !== undefined || (error !== null && !(error instanceof ProblemError && error.status === 404));
}
