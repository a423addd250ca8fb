import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { JSX } from 'react';

/** A page at its own address, among the addresses that pages link to; without the shell, the stream and animations. */
export function renderPage(page: () => JSX.Element, path: '/gallery' | '/engines' | '/queue' | '/generate', search = '') {
  const root = createRootRoute({ component: Outlet });
  const others = ['/gallery', '/engines', '/queue', '/generate'].filter(other => other !== path);
  const routes = [
    createRoute({ getParentRoute: () => root, path, component: page }),
    ...others.map(other => createRoute({ getParentRoute: () => root, path: other, component: () => null })),
  ];
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [path + search] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });

  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, queries };
}
