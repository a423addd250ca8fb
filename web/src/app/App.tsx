import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { createQueryClient } from '@/shared/api/queryClient';
import { LiveProvider } from '@/shared/live/LiveProvider';
import { router } from './router';
import { theme, tokens } from './theme/theme';

const Toasts = lazy(() => import('./Toasts').then(module => ({ default: module.Toasts })));
const queryClient = createQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <RouterProvider router={router} />
          <Suspense>
            <Toasts />
          </Suspense>
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
