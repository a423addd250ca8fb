import { http, HttpResponse } from 'msw';
import type { Image, ImageMap } from '@/shared/api/types';
import { server } from './server';

const chunk = 100;
const byteOf = ({ width, height }: Image) => String.fromCharCode(Math.round(128 + 32 * Math.log2(width / height)));

/** A gallery that answers as the API does: lists by chunks, its map, its facets. `find` says what a query matches. */
export function serveGallery(all: Image[], find: (query: URLSearchParams) => Image[] = () => all) {
  let revision = 0;
  const asked: string[] = [];
  const known = [...all];
  const result = (request: Request) => {
    const { searchParams } = new URL(request.url);
    return { searchParams, images: find(searchParams).filter(image => known.some(({ id }) => id === image.id)) };
  };
  const totals = (images: Image[]) => ({ count: images.length, totalBytes: images.reduce((sum, image) => sum + image.bytes, 0), total: known.length });

  server.use(
    http.get('*/api/images/map', ({ request }) => {
      const { images } = result(request);
      const dates = images.map(image => image.createdAt.slice(0, 10));
      const days = [...new Set(dates)].map(date => ({ date, count: dates.filter(other => other === date).length }));
      const map: ImageMap = {
        revision: `${revision}`,
        ...totals(images),
        chunk,
        chunks: Array.from({ length: Math.ceil(images.length / chunk) }, (_, at) => (at === 0 ? null : `${at * chunk}`)),
        aspects: btoa(images.map(byteOf).join('')),
        days,
      };
      return HttpResponse.json(map);
    }),
    http.get('*/api/images/facets', () => HttpResponse.json({ ...noFacets, model: [{ value: 'a', label: 'Ink', count: 3 }, { value: 'b', label: 'Oil', count: 1 }] })),
    http.get('*/api/images/ids', ({ request }) => HttpResponse.json(result(request).images.map(({ id }) => id))),
    http.get('*/api/images/unreadable', () => HttpResponse.json([])),
    http.get('*/api/images', ({ request }) => {
      const { searchParams, images } = result(request);
      asked.push(searchParams.toString());
      const start = Number(searchParams.get('after') ?? 0);
      const end = start + Number(searchParams.get('limit') ?? 60);
      return HttpResponse.json({ items: images.slice(start, end), next: end < images.length ? `${end}` : null, ...totals(images), scanning: false, online: true });
    }),
    http.get('*/api/images/:id', ({ params }) => {
      const image = known.find(({ id }) => id === params.id);
      return image ? HttpResponse.json({ ...image, children: [], path: '/pictures/2026' }) : HttpResponse.json({ title: 'No such image', status: 404 }, { status: 404 });
    }),
    http.get('*/api/trash', () => HttpResponse.json({ items: [], count: 0, bytes: 0 })),
    http.get('*/api/system', () => HttpResponse.json({ dashboardUrl: null, imagesRoot: '/pictures', imagesOnline: true })),
  );
  return {
    asked,
    change: (next: Image[]) => {
      known.splice(0, known.length, ...next);
      revision++;
    },
  };
}

export const noFacets = { model: [], lora: [], template: [], sampler: [], engine: [], size: [], aspect: [], rating: [], tag: [], source: [], album: [], favorites: 0 };
