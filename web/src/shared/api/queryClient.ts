import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

const isWorthAsking = (failures: number, error: unknown) =>
  failures < 2 && error instanceof ProblemError && error.isTransient;

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The studio is on this machine or next door; the browser's own idea of "online" says nothing about it.
        networkMode: 'always',
        // The live stream tells what changed.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: isWorthAsking,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
