import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Image, ImagePage } from '@/shared/api/types';
import { anImage } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { GalleryPage } from './GalleryPage';

const page = (items: Image[], rest: Partial<ImagePage> = {}): ImagePage => ({
  items,
  next: null,
  count: items.length,
  totalBytes: items.reduce((sum, image) => sum + image.bytes, 0),
  total: items.length,
  scanning: false,
  online: true,
  ...rest,
});

const images = [anImage({ id: 'one', prompt: 'a lighthouse at dusk' }), anImage({ id: 'two', prompt: 'a fox in snow', seed: 42 })];

function serve(answer: (words: string | null) => ImagePage) {
  server.use(
    http.get('*/api/images', ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams.get('q')))),
    http.get('*/api/images/:id', ({ params }) => HttpResponse.json(images.find(image => image.id === params.id) ?? null)),
    http.get('*/api/system', () => HttpResponse.json({ dashboardUrl: null, imagesRoot: '/pictures' })),
  );
}

// jsdom lays nothing out.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
});

it('shows images with their count and size', async () => {
  serve(() => page(images));
  renderPage(GalleryPage, '/gallery');

  expect(await screen.findByRole('img', { name: 'a lighthouse at dusk' })).toBeVisible();
  expect(screen.getByText('2 images, 2.8 MB')).toBeVisible();
});

it('opens an image with everything that made it, and closes it again', async () => {
  serve(() => page(images));
  renderPage(GalleryPage, '/gallery');

  await userEvent.click(await screen.findByRole('button', { name: 'Open: a fox in snow' }));
  const viewer = await screen.findByRole('dialog');
  await userEvent.click(within(viewer).getByRole('button', { name: 'Details' }));
  expect(within(viewer).getByText('42')).toBeVisible();
  expect(within(viewer).getByRole('link', { name: 'Download' })).toHaveAttribute('href', expect.stringContaining('download=1'));
  await userEvent.keyboard('{ArrowLeft}');
  expect(await within(viewer).findByText('a lighthouse at dusk')).toBeVisible();
  await userEvent.click(within(viewer).getByRole('button', { name: 'Close' }));

  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it('searches while typing and says when nothing matches', async () => {
  serve(words => page(words ? [] : images));
  renderPage(GalleryPage, '/gallery');
  await screen.findByRole('img', { name: 'a fox in snow' });

  await userEvent.type(screen.getByRole('searchbox', { name: 'Search images' }), 'zebra');

  expect(await screen.findByText('Nothing matches')).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: 'Show all images' }));
  expect(await screen.findByRole('img', { name: 'a fox in snow' })).toBeVisible();
});

it('tells a lost drive from a deletion', async () => {
  serve(() => page(images, { online: false }));
  renderPage(GalleryPage, '/gallery');

  expect(await screen.findByText(/Nothing was deleted/)).toBeVisible();
});

it('says what to do when there is nothing yet', async () => {
  serve(() => page([]));
  renderPage(GalleryPage, '/gallery');

  expect(await screen.findByRole('link', { name: 'Make the first one' })).toHaveAttribute('href', '/generate');
});
