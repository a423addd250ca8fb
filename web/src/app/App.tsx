import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { createQueryClient } from '@/shared/api/queryClient';
import { LiveProvider } from '@/shared/live/LiveProvider';
import { router } from './router';
import { theme, tokens } from './theme/theme';

const Toasts = lazy(() => import('./Toasts').then(module => ({ default: module.Toasts })));
const Hints = lazy(() => import('@/shared/hints/Hints').then(module => ({ default: module.Hints })));
const queryClient = createQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <RouterProvider router={router} />
          <Suspense>
            <Toasts />
            <Hints />
          </Suspense>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
