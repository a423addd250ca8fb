import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readSearch } from '@/features/gallery/search';
import { readStorySearch } from '@/features/sequences/search';
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

/**
 * `from`: the image whose settings the form takes over; `retry`: the job that is tried again with other ones; `template`, with `values`
 * and `count`: a form to open; `input`: a picture of the gallery to work from.
 */
type GenerateSearch = { from?: string; retry?: string; template?: string; values?: Record<string, unknown>; count?: number; input?: string };
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const generate = createRoute({
  getParentRoute: () => root,
  path: '/generate',
  validateSearch: (search: Record<string, unknown>): GenerateSearch => ({
    ...(typeof search.from === 'string' ? { from: search.from } : {}),
    ...(typeof search.retry === 'string' ? { retry: search.retry } : {}),
    ...(typeof search.template === 'string' ? { template: search.template } : {}),
    ...(isRecord(search.values) ? { values: search.values } : {}),
    ...(typeof search.count === 'number' ? { count: search.count } : {}),
    ...(typeof search.input === 'string' ? { input: search.input } : {}),
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
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('@/features/gallery/GalleryPage'), 'GalleryPage'),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: '/gallery/trash',
  component: lazyRouteComponent(() => import('@/features/gallery/trash/TrashPage'), 'TrashPage'),
});

const stories = createRoute({
  getParentRoute: () => root,
  path: '/stories',
  component: lazyRouteComponent(() => import('@/features/sequences/list/StoriesPage'), 'StoriesPage'),
});

const newStory = createRoute({
  getParentRoute: () => root,
  path: '/stories/new',
  component: lazyRouteComponent(() => import('@/features/sequences/create/NewStoryPage'), 'NewStoryPage'),
});

const story = createRoute({
  getParentRoute: () => root,
  path: '/stories/$id',
  validateSearch: readStorySearch,
  component: lazyRouteComponent(() => import('@/features/sequences/story/StoryPage'), 'StoryPage'),
});

const engines = createRoute({
  getParentRoute: () => root,
  path: '/engines',
  component: lazyRouteComponent(() => import('@/features/engines/EnginesPage'), 'EnginesPage'),
});

const batches = createRoute({
  getParentRoute: () => root,
  path: '/batches',
  component: lazyRouteComponent(() => import('@/features/batches/BatchesPage'), 'BatchesPage'),
});

/** `template`, with `values` and `style`: what somebody had in another form. */
type NewBatchSearch = { template?: string; values?: Record<string, unknown>; style?: string };

const newBatch = createRoute({
  getParentRoute: () => root,
  path: '/batches/new',
  validateSearch: (search: Record<string, unknown>): NewBatchSearch => ({
    ...(typeof search.template === 'string' ? { template: search.template } : {}),
    ...(isRecord(search.values) ? { values: search.values } : {}),
    ...(typeof search.style === 'string' ? { style: search.style } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/batches/form/NewBatchPage'), 'NewBatchPage'),
});

/** `x` and `y`: what goes across and what goes down; `view`: the images side by side instead. */
type BatchSearch = { x?: string; y?: string; view?: 'compare' };

const batch = createRoute({
  getParentRoute: () => root,
  path: '/batches/$id',
  validateSearch: (search: Record<string, unknown>): BatchSearch => ({
    ...(typeof search.x === 'string' ? { x: search.x } : {}),
    ...(typeof search.y === 'string' ? { y: search.y } : {}),
    ...(search.view === 'compare' ? { view: 'compare' } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/batches/live/BatchPage'), 'BatchPage'),
});

type WorkflowsSearch = { template?: string };

const workflows = createRoute({
  getParentRoute: () => root,
  path: '/workflows',
  validateSearch: (search: Record<string, unknown>): WorkflowsSearch => (typeof search.template === 'string' ? { template: search.template } : {}),
  component: lazyRouteComponent(() => import('@/features/workflows/WorkflowsPage'), 'WorkflowsPage'),
});

const editor = createRoute({
  getParentRoute: () => root,
  path: '/workflows/editor',
  component: lazyRouteComponent(() => import('@/features/workflows/editor/EditorPage'), 'EditorPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, generate, batches, newBatch, batch, stories, newStory, story, queue, gallery, trash, workflows, editor, engines, settings]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
