import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from '@/shared/api/queryClient';
import { LiveProvider } from '@/shared/live/LiveProvider';
import { router } from './router';
import { theme, tokens } from './theme/theme';

const queryClient = createQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <RouterProvider router={router} />
          <Notifications position="bottom-right" limit={3} autoClose={6_000} />
        </LiveProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
