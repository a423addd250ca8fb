import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aJob, anImage } from '@/testing/builders';
import { noFacets, serveGallery } from '@/testing/gallery';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { GalleryPage } from './GalleryPage';

const images = [
  anImage({ id: 'one', prompt: 'a lighthouse at dusk' }),
  anImage({ id: 'two', prompt: 'a fox in snow', seed: 42 }),
  anImage({ id: 'three', prompt: 'a boat', createdAt: '2026-01-01T12:00:00Z' }),
];
const byWords = (query: URLSearchParams) => images.filter(({ prompt }) => prompt?.includes(query.get('q') ?? ''));
const tile = (prompt: string) => screen.findByRole('button', { name: `Open: ${prompt}` });

// jsdom lays nothing out.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
});

describe('the grid', () => {
  it('shows images under their days, with their count and size', async () => {
    serveGallery(images);
    renderPage(GalleryPage, '/gallery');

    expect(await screen.findByRole('img', { name: 'a lighthouse at dusk' })).toBeInTheDocument();
    expect(screen.getByText('3 images, 4.2 MB')).toBeVisible();
    expect(screen.getByRole('heading', { name: /Friday, January 2.* 2 images/ })).toBeVisible();
  });

  it('draws a hundred thousand without having or drawing them', async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => anImage({ id: `${at}`, prompt: `image ${at}` }));
    const { asked } = serveGallery(many);
    renderPage(GalleryPage, '/gallery');

    await tile('image 0');
    expect(document.querySelectorAll('[data-index]').length).toBeLessThan(80);
    expect(asked).toEqual(['limit=100']);
  });

  it('searches while typing, says how many of how many, and when nothing matches', async () => {
    serveGallery(images, byWords);
    const { router } = renderPage(GalleryPage, '/gallery');
    await tile('a fox in snow');

    await userEvent.type(screen.getByRole('searchbox', { name: 'Search images' }), 'fox');
    expect(await screen.findByText('1 of 3, 1.4 MB')).toBeVisible();
    expect(router.state.location.search).toEqual({ q: 'fox' });
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search images' }), 'es');

    expect(await screen.findByText('Nothing matches')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show all images' }));
    expect(await tile('a fox in snow')).toBeVisible();
  });

  it('narrows by what there is, and clears', async () => {
    serveGallery(images, query => (query.getAll('model').includes('a') ? images.slice(0, 1) : images));
    const { router } = renderPage(GalleryPage, '/gallery');
    await tile('a boat');

    await userEvent.click(await screen.findByRole('button', { name: 'Checkpoint' }));
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Ink 3' }));
    expect(await screen.findByText('1 of 3, 1.4 MB')).toBeVisible();
    expect(router.state.location.search).toEqual({ model: ['a'] });

    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await tile('a boat')).toBeVisible();
  });

  it('refuses a range of days that ends before it begins', async () => {
    serveGallery(images);
    const { router } = renderPage(GalleryPage, '/gallery', '?from=2026-02-01');
    await tile('a boat');

    await userEvent.click(screen.getByRole('button', { name: 'Since Feb 1, 2026' }));
    await userEvent.type(await screen.findByLabelText('To'), '2026-01-31');

    expect(screen.getByText('The end is before the beginning.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Show' })).toBeDisabled();
    expect(router.state.location.search).toEqual({ from: '2026-02-01' });
  });

  it('shows a new picture when it is told of one', async () => {
    const { change } = serveGallery(images, () => [anImage({ id: 'new', prompt: 'a new one' }), ...images]);
    const { say } = renderPage(GalleryPage, '/gallery');
    await tile('a boat');
    expect(screen.queryByRole('button', { name: 'Open: a new one' })).not.toBeInTheDocument();

    change([anImage({ id: 'new' }), ...images]);
    say({ type: 'image', data: anImage({ id: 'new', prompt: 'a new one' }) });

    expect(await screen.findByRole('button', { name: 'Open: a new one' })).toBeVisible();
  });

  it('tells a lost drive from a deletion', async () => {
    serveGallery(images);
    server.use(http.get('*/api/system', () => HttpResponse.json({ imagesRoot: '/pictures', imagesOnline: false })));
    renderPage(GalleryPage, '/gallery');

    expect(await screen.findByText(/Nothing was deleted/)).toBeVisible();
  });

  it('says what to do when there is nothing yet', async () => {
    serveGallery([]);
    renderPage(GalleryPage, '/gallery');

    expect(await screen.findByRole('link', { name: 'Make the first one' })).toHaveAttribute('href', '/generate');
  });
});

describe('the viewer', () => {
  it('opens an image with everything that made it, turns the page, and closes', async () => {
    serveGallery(images);
    renderPage(GalleryPage, '/gallery');

    await userEvent.click(await tile('a fox in snow'));
    const viewer = await screen.findByRole('dialog', { name: 'Image' });
    await userEvent.click(within(viewer).getByRole('button', { name: 'Details' }));
    expect(await within(viewer).findByText('42')).toBeVisible();
    expect(await within(viewer).findByText('/pictures/2026')).toBeVisible();
    expect(within(viewer).getByRole('link', { name: 'Download' })).toHaveAttribute('href', expect.stringContaining('download=1'));
    await userEvent.keyboard('{ArrowLeft}');
    expect(await within(viewer).findByText('a lighthouse at dusk')).toBeVisible();
    await userEvent.click(within(viewer).getByRole('button', { name: 'Close' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('is zoomed and moved by keys; while it is, the arrows move the picture and do not turn the page', async () => {
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(700);
    serveGallery(images);
    renderPage(GalleryPage, '/gallery');
    await userEvent.click(await tile('a fox in snow'));
    const viewer = await screen.findByRole('dialog', { name: 'Image' });
    const zoomed = () => within(viewer).getByRole('img', { name: 'a fox in snow' }).parentElement?.style.transform ?? '';
    expect(zoomed()).toBe('translate(0px, 0px) scale(1)');

    await userEvent.keyboard('++{ArrowRight}');
    expect(zoomed()).toMatch(/^translate\(-\d+(\.\d+)?px, 0px\) scale\(1\.9/);

    await userEvent.keyboard('z');
    expect(zoomed()).toBe('translate(0px, 0px) scale(1)');
    await userEvent.keyboard('{ArrowLeft}');
    await waitFor(() => expect(within(viewer).getByRole('img', { name: 'a lighthouse at dusk' })).toBeInTheDocument());
  });

  it('asks with the picture before it deletes, and offers it back', async () => {
    const { change } = serveGallery(images);
    const restored = vi.fn();
    server.use(
      http.post('*/api/images/trash', async ({ request }) => {
        const { ids } = (await request.json()) as { ids: string[] };
        change(images.filter(({ id }) => !ids.includes(id)));
        return HttpResponse.json({ trashId: 't1', count: 1, bytes: 1_400_000 });
      }),
      http.post('*/api/trash/t1/restore', () => {
        change(images);
        restored();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    renderPage(GalleryPage, '/gallery', '?image=two');

    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const question = await screen.findByRole('dialog', { name: 'Delete this image?' });
    expect(within(question).getByRole('img', { name: 'a fox in snow' })).toBeInTheDocument();
    await userEvent.click(within(question).getByRole('button', { name: 'Delete' }));

    expect(await screen.findByText('1 image, 1.4 MB, in the trash.')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Open: a fox in snow' })).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
    expect(await tile('a fox in snow')).toBeInTheDocument();
    expect(restored).toHaveBeenCalledOnce();
  });
});

describe('images of other programs', () => {
  const others = [anImage({ id: 'own', prompt: 'a lighthouse' }), anImage({ id: 'theirs', prompt: 'a fox in snow', readOnly: true })];
  const reason = /folder of another program, which the studio only shows/;

  it('are marked, and are not deleted from the viewer, which says why', async () => {
    serveGallery(others);
    renderPage(GalleryPage, '/gallery', '?image=theirs');
    expect(await screen.findByLabelText('Of another program')).toBeInTheDocument();

    const button = await screen.findByRole('button', { name: 'Delete' });
    await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(button);

    expect(await screen.findByText(reason)).toBeVisible();
    expect(screen.queryByRole('dialog', { name: 'Delete this image?' })).not.toBeInTheDocument();
  });

  it('are not deleted with the others that are chosen', async () => {
    serveGallery(others);
    renderPage(GalleryPage, '/gallery');
    await tile('a fox in snow');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select: a lighthouse' }));
    expect(screen.getByRole('button', { name: 'Delete' })).not.toHaveAttribute('aria-disabled');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select: a fox in snow' }));

    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));

    expect(screen.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true');
    expect(await screen.findByText(reason)).toBeVisible();
  });
});

describe('choosing', () => {
  it('chooses by keys and rates what is chosen', async () => {
    serveGallery(images);
    const marks: unknown[] = [];
    const former = ['one', 'two'].map(id => ({ id, rating: 0, favorite: false, tags: [], note: null }));
    server.use(
      http.patch('*/api/images/marks', async ({ request }) => {
        marks.push(await request.json());
        return HttpResponse.json({ former });
      }),
      http.put('*/api/images/marks', async ({ request }) => {
        marks.push(await request.json());
        return HttpResponse.json({ former: [] });
      }),
    );
    renderPage(GalleryPage, '/gallery');

    (await tile('a lighthouse at dusk')).focus();
    await userEvent.keyboard(' {Shift>}{ArrowRight}{/Shift}');
    expect(await screen.findByText('2 chosen')).toBeVisible();
    await userEvent.keyboard('4');

    await waitFor(() => expect(marks).toEqual([{ ids: ['one', 'two'], rating: 4 }]));
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(marks[1]).toEqual({ marks: former }));
    screen.getByRole('button', { name: 'Open: a fox in snow' }).focus();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('toolbar', { name: 'Chosen images' })).not.toBeInTheDocument();
  });

  it('takes what is chosen out of the album that is looked at, and puts it back', async () => {
    serveGallery(images);
    const calls: unknown[] = [];
    const note = async ({ request }: { request: Request }) => {
      calls.push([new URL(request.url).pathname, await request.json()]);
      return new HttpResponse(null, { status: 204 });
    };
    server.use(http.post('*/api/albums/a1/images/remove', note), http.post('*/api/albums/a1/images', note));
    renderPage(GalleryPage, '/gallery', '?album=a1');

    await tile('a boat');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select: a boat' }));
    await userEvent.click(screen.getByRole('button', { name: 'Take out' }));
    await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));

    await waitFor(() => expect(calls).toEqual([['/api/albums/a1/images/remove', { ids: ['three'] }], ['/api/albums/a1/images', { ids: ['three'] }]]));
  });

  it('chooses all that match, and compares a few', async () => {
    serveGallery(images);
    const { router } = renderPage(GalleryPage, '/gallery');

    (await tile('a lighthouse at dusk')).focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(await screen.findByText('3 chosen')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select: a fox in snow' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select: a boat' }));
    await userEvent.click(screen.getByRole('button', { name: 'Compare' }));

    expect(await screen.findByRole('dialog', { name: 'Compare' })).toBeVisible();
    expect(router.state.location.search).toEqual({ compare: ['two', 'three'] });
    expect(within(await screen.findByRole('region', { name: 'Settings' })).getByRole('rowheader', { name: 'Prompt' })).toBeVisible();
  });
});

describe('files that are dropped onto the gallery', () => {
  const drop = (...files: File[]) => {
    const dataTransfer = { files, types: ['Files'] };
    fireEvent.dragOver(screen.getByRole('group', { name: 'Filters' }), { dataTransfer });
    fireEvent.drop(screen.getByRole('group', { name: 'Filters' }), { dataTransfer });
  };
  const file = (name: string) => new File(['x'], name, { type: 'image/png' });

  it('are put into it, and each says what became of it', async () => {
    serveGallery(images);
    server.use(
      http.post('*/api/images/import', ({ request }) => {
        const name = new URL(request.url).searchParams.get('name');
        if (name === 'bad.png') return HttpResponse.json({ title: 'The image cannot be read', detail: 'The file is empty.' }, { status: 422 });
        return HttpResponse.json({ imageId: 'one', relativePath: `imports/${name ?? ''}`, isKnown: name === 'known.png', source: null }, { status: name === 'known.png' ? 200 : 201 });
      }),
    );
    renderPage(GalleryPage, '/gallery');
    await tile('a boat');

    drop(file('new.png'), file('known.png'), file('bad.png'));

    const panel = await screen.findByRole('region', { name: 'Imports' });
    expect(await within(panel).findByText('1 image imported, 1 in the gallery already, 1 not imported')).toBeVisible();
    expect(within(panel).getByText('The file is empty.')).toBeVisible();
    expect(within(panel).getByRole('link', { name: 'In the gallery already' })).toHaveAttribute('href', '/gallery?image=one');
    await userEvent.click(within(panel).getByRole('button', { name: 'Close the list of imports' }));
    expect(screen.queryByRole('region', { name: 'Imports' })).not.toBeInTheDocument();
  });

  it('can be stopped: what is on its way and what waits is not imported', async () => {
    serveGallery(images);
    server.use(http.post('*/api/images/import', () => new Promise<Response>(() => undefined)));
    renderPage(GalleryPage, '/gallery');
    await tile('a boat');

    drop(file('a.png'), file('b.png'), file('c.png'));
    const panel = await screen.findByRole('region', { name: 'Imports' });
    expect(within(panel).getByRole('progressbar', { name: 'Importing a.png' })).toBeInTheDocument();
    expect(within(panel).getByText('Waits')).toBeVisible();
    await userEvent.click(within(panel).getByRole('button', { name: 'Cancel' }));

    expect(await within(panel).findByText('0 images imported, 3 not imported')).toBeVisible();
  });
});

describe('an image that is made again', () => {
  const first = anImage({ id: 'one', prompt: 'a lighthouse at dusk' });
  const job = { ...aJob({ id: 'j', state: 'queued' }) };

  it('tells in the viewer whether its pixels are the same', async () => {
    serveGallery(images);
    const children: string[] = [];
    server.use(
      http.post('*/api/images/one/again', () => HttpResponse.json({ id: 'g', jobs: [job], warnings: [{ field: 'engine', message: 'Another engine may paint other pixels.' }] }, { status: 202 })),
      http.get('*/api/jobs/j', () => {
        if (children.length === 0) {
          children.push('again');
          return HttpResponse.json(job);
        }
        return HttpResponse.json({ ...job, state: 'succeeded', endedAt: job.createdAt });
      }),
      http.get('*/api/images/one', () => HttpResponse.json({ ...first, children })),
      http.get('*/api/images/again', () => HttpResponse.json({ ...anImage({ id: 'again', jobId: 'j' }), children: [], againOf: 'one', parents: ['one'] })),
      http.get('*/api/images/again/difference', ({ request }) =>
        HttpResponse.json({ identical: new URL(request.url).searchParams.get('from') === 'one', hash: 'a', fromHash: 'a', differing: 0, largest: 0 }),
      ),
    );
    renderPage(GalleryPage, '/gallery', '?image=one');

    await userEvent.click(await screen.findByRole('button', { name: 'Details' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Make' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Make again, to the pixel' }));

    expect(await screen.findByText('1 image queued. Another engine may paint other pixels.')).toBeVisible();
    expect(await screen.findByText('Pixel for pixel the same.')).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Made from it' })).not.toBeInTheDocument();
  });

  it('says why it cannot be made again', async () => {
    serveGallery(images);
    server.use(http.post('*/api/images/one/again', () => HttpResponse.json({ title: 'The workflow cannot be used', detail: 'Neither the file nor the queue holds the graph.' }, { status: 422 })));
    renderPage(GalleryPage, '/gallery', '?image=one');

    await userEvent.click(await screen.findByRole('button', { name: 'Details' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Make' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Make again, to the pixel' }));

    expect(await screen.findByText('Neither the file nor the queue holds the graph.')).toBeVisible();
  });
});

describe('an album', () => {
  const sea = { id: 'sea', name: 'Sea', createdAt: '2026-01-02T12:00:00Z', count: 1, cover: null };

  it('is renamed, deleted and taken back where one looks at it', async () => {
    serveGallery(images);
    const said: string[] = [];
    let name = 'Sea';
    server.use(
      http.get('*/api/images/facets', () => HttpResponse.json({ ...noFacets, album: [{ value: 'sea', label: name, count: 1 }] })),
      http.patch('*/api/albums/sea', async ({ request }) => {
        ({ name } = (await request.json()) as { name: string });
        return HttpResponse.json({ ...sea, name });
      }),
      http.delete('*/api/albums/sea', () => {
        said.push('deleted');
        return new HttpResponse(null, { status: 204 });
      }),
      http.post('*/api/albums/sea/restore', () => {
        said.push('restored');
        return HttpResponse.json(sea);
      }),
    );
    const { router } = renderPage(GalleryPage, '/gallery', '?album=sea');

    await userEvent.click(await screen.findByRole('button', { name: 'Album Sea' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    const dialog = await screen.findByRole('dialog', { name: 'Rename the album' });
    await userEvent.clear(within(dialog).getByRole('textbox', { name: 'Name' }));
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Shore{Enter}');

    await userEvent.click(await screen.findByRole('button', { name: 'Album Shore' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete the album' }));
    expect(await screen.findByText(/The album “Shore” is gone/)).toBeVisible();
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));

    await waitFor(() => expect(said).toEqual(['deleted', 'restored']));
  });
});

describe('a slide show', () => {
  it('takes as long for each image as somebody says, also the next time', async () => {
    serveGallery(images);
    renderPage(GalleryPage, '/gallery', '?image=one');

    await userEvent.click(await screen.findByRole('button', { name: 'Slide show' }));
    await userEvent.click(screen.getByRole('button', { name: '5 seconds for each image' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: '20 seconds' }));

    expect(await screen.findByRole('button', { name: '20 seconds for each image' })).toBeInTheDocument();
    expect(localStorage.getItem('comfystudio.slides')).toBe('20');
  });
});

describe('all that match', () => {
  it('become a ZIP by their filter, but for those that were let go of', async () => {
    serveGallery(images);
    const asked: unknown[] = [];
    server.use(
      http.post('*/api/images/archive', async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ url: '/api/archives/1.zip', count: 2, bytes: 9 });
      }),
    );
    renderPage(GalleryPage, '/gallery', '?q=a');
    await userEvent.click(await screen.findByRole('checkbox', { name: /a boat/ }));
    await userEvent.click(screen.getByRole('button', { name: 'All 3' }));
    await userEvent.click(screen.getByRole('checkbox', { name: /a boat/ }));

    await userEvent.click(screen.getByRole('button', { name: 'Download' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'As a ZIP' }));

    expect(await screen.findByText('A ZIP of 2 images is on its way.')).toBeVisible();
    expect(asked).toEqual([{ filter: 'q=a', except: ['three'] }]);
  });
});
