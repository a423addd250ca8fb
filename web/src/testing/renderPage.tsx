import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import type { JSX } from 'react';
import { createEventSink } from '@/shared/live/applyEvent';
import type { LiveEvent } from '@/shared/live/events';
import { LiveContext } from '@/shared/live/liveContext';
import type { LiveStatus } from '@/shared/live/liveStream';

const paths = [
  '/gallery', '/gallery/trash', '/engines', '/queue', '/generate', '/settings', '/workflows', '/workflows/editor', '/batches', '/batches/new', '/batches/$id',
  '/stories', '/stories/new', '/stories/$id',
] as const;
type Path = (typeof paths)[number];

/** A page at its own address, among the addresses that pages link to; without the shell and animations, with a stream in the test's hands. */
export function renderPage(page: () => JSX.Element, path: Path, search = '', status: LiveStatus = 'open', id = 'b1') {
  const root = createRootRoute({ component: Outlet });
  const others = paths.filter(other => other !== path);
  const routes = [
    createRoute({ getParentRoute: () => root, path, component: page }),
    ...others.map(other => createRoute({ getParentRoute: () => root, path: other, component: () => null })),
  ];
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [path.replace('$id', id) + search] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });
  const hearers = new Set<(event: LiveEvent) => void>();
  const listen = (hearer: (event: LiveEvent) => void) => {
    hearers.add(hearer);
    return () => void hearers.delete(hearer);
  };
  const stream = { subscribe: () => () => undefined, status: () => status, start: () => undefined, listen };
  const sink = createEventSink(queries);
  notifications.clean();

  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <LiveContext value={stream}>
          <RouterProvider router={router as never} />
          <Notifications />
        </LiveContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const say = (event: LiveEvent) =>
    act(() => {
      sink(event);
      for (const hear of hearers) hear(event);
    });
  return { router, queries, say };
}
