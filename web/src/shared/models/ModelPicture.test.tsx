import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { ModelPicture } from './ModelPicture';

it('is asked for only where it is wanted', async () => {
  serveStudio();
  const asked = vi.fn();
  server.use(
    http.get('*/api/models/checkpoints/details', ({ request }) => {
      const name = new URL(request.url).searchParams.get('name');
      asked(name);
      return HttpResponse.json({ name, label: name, trainedWords: [], title: null, description: null, baseModel: null, previewUrl: `/preview/${name}` });
    }),
  );

  renderPage(
    () => (
      <>
        <ModelPicture folder="checkpoints" name="passed.safetensors" isWanted={false} />
        <ModelPicture folder="checkpoints" name="chosen.safetensors" isWanted />
      </>
    ),
    '/generate',
  );

  expect(await screen.findByRole('presentation')).toHaveAttribute('src', expect.stringContaining('/preview/chosen.safetensors'));
  expect(asked.mock.calls).toEqual([['chosen.safetensors']]);
});
