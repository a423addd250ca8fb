import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { planQuery } from '../api';
import type { BatchPlan, BatchRequest } from '../types';

/** Nobody waits for an answer to half a word. */
const pause = 350;

/** What the batch would be, asked again as it is typed. The last answer stays in sight while the next is on its way. */
export function usePlan(request: BatchRequest | null) {
  const key = request === null ? null : JSON.stringify(request);
  const [asked] = useDebouncedValue(key, pause);
  const answer = useQuery(planQuery(asked === null ? null : (JSON.parse(asked) as BatchRequest)));
  const { data, error, isFetching, isPlaceholderData, refetch } = answer;
  // What cannot be asked for is not waited for either.
  const isStale = key !== null && (key !== asked || isPlaceholderData || (isFetching && data === undefined));

  // While the next answer is on its way the table stays as it was last understood.
  const [last, setLast] = useState<BatchPlan | null>(null);
  if (data?.plan && data.plan !== last) setLast(data.plan);
  return {
    // Of something that cannot be asked for nothing is known.
    plan: request === null ? null : (data?.plan ?? null),
    list: data?.plan?.list ?? (request?.list && data?.errors == null ? (last?.list ?? null) : null),
    /** About what was asked last; forgiven as soon as something is typed. */
    refused: key === asked && !isPlaceholderData ? (data?.errors ?? null) : null,
    isStale,
    problem: error,
    retry: () => void refetch(),
  };
}

export type PlanState = ReturnType<typeof usePlan>;
