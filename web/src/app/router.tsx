import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { GallerySearch } from '@/features/gallery/GalleryPage';
import { PageError } from '@/shared/ui/PageError';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/generate', replace: true });
  },
});

/** `from`: the image whose settings the form takes over; `retry`: the job that is tried again with other ones. */
type GenerateSearch = { from?: string; retry?: string };

const generate = createRoute({
  getParentRoute: () => root,
  path: '/generate',
  validateSearch: (search: Record<string, unknown>): GenerateSearch => ({
    ...(typeof search.from === 'string' ? { from: search.from } : {}),
    ...(typeof search.retry === 'string' ? { retry: search.retry } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/generate/GeneratePage'), 'GeneratePage'),
});

const shows = ['running', 'waiting', 'done', 'failed', 'cancelled'] as const;
type QueueSearch = { show?: (typeof shows)[number] };

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: (search: Record<string, unknown>): QueueSearch => {
    const show = shows.find(name => name === search.show);
    return show ? { show } : {};
  },
  component: lazyRouteComponent(() => import('@/features/queue/QueuePage'), 'QueuePage'),
});

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  validateSearch: (search: Record<string, unknown>): GallerySearch => ({
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
    ...(typeof search.group === 'string' ? { group: search.group } : {}),
    ...(typeof search.image === 'string' ? { image: search.image } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/gallery/GalleryPage'), 'GalleryPage'),
});

const engines = createRoute({
  getParentRoute: () => root,
  path: '/engines',
  component: lazyRouteComponent(() => import('@/features/engines/EnginesPage'), 'EnginesPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, generate, queue, gallery, engines, settings]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
