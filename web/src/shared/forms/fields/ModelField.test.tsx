import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { aSlot } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { ModelField } from './ModelField';

const slot = aSlot({ name: 'checkpoint', type: 'model', label: 'Checkpoint', choicesFrom: 'checkpoints' });

const serve = () => {
  serveStudio();
  server.use(
    http.get('*/api/models/checkpoints/details', ({ request }) => {
      const name = new URL(request.url).searchParams.get('name');
      return HttpResponse.json({ name, label: name, trainedWords: [], title: null, description: null, baseModel: null, previewUrl: `/api/models/preview/${name}` });
    }),
  );
};

const show = () => renderPage(() => <ModelField slot={slot} value="dreamshaper.safetensors" error={undefined} onChange={() => undefined} onReset={null} />, '/generate');

const picturesOf = (element: HTMLElement) => [...element.querySelectorAll('img')].map(image => image.getAttribute('src') ?? '');

it('shows the picture of the model that is chosen', async () => {
  serve();
  show();

  const button = await screen.findByRole('button', { name: /dreamshaper/ });

  await waitFor(() => expect(picturesOf(button)).toEqual([expect.stringContaining('dreamshaper.safetensors')]));
});
