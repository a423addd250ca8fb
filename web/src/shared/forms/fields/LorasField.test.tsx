import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { aSlot } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio, someModels } from '@/testing/studio';
import { FormContext } from '../formContext';
import { LorasField } from './LorasField';

const slot = aSlot({ name: 'loras', type: 'loras', label: 'LoRAs', choicesFrom: 'loras' });
const ink = { name: 'styles/ink.safetensors', label: 'ink', folder: 'styles', group: null, engines: ['a'] };

const show = (name: string) => {
  const addToPrompt = vi.fn();
  renderPage(
    () => (
      <FormContext value={{ addToPrompt, pictureFor: () => null }}>
        <LorasField slot={slot} value={[{ name, strength: 1 }]} error={undefined} onChange={() => undefined} onReset={null} />
      </FormContext>
    ),
    '/generate',
  );
  return addToPrompt;
};

it('puts a word that the LoRA was trained on into the prompt', async () => {
  serveStudio();
  server.use(
    http.get('*/api/models', () => HttpResponse.json({ ...someModels, loras: [ink] })),
    http.get('*/api/models/loras/details', ({ request }) =>
      HttpResponse.json({
        name: new URL(request.url).searchParams.get('name'),
        label: 'ink',
        trainedWords: ['ink wash', 'brush'],
        title: 'Ink and water',
        description: null,
        previewUrl: null,
        baseModel: null,
      }),
    ),
  );
  const addToPrompt = show(ink.name);

  await userEvent.click(await screen.findByRole('button', { name: '+ brush' }));

  expect(addToPrompt).toHaveBeenCalledWith('brush');
  expect(screen.getByText('ink')).toHaveAttribute('title', 'Ink and water');
});

it('asks no engine about a LoRA that none has', async () => {
  serveStudio();
  const asked = vi.fn(() => HttpResponse.json({}, { status: 404 }));
  server.use(
    http.get('*/api/models', () => HttpResponse.json({ ...someModels, loras: [ink] })),
    http.get('*/api/models/loras/details', asked),
  );
  show('gone.safetensors');

  expect(await screen.findByText('No engine has it any more.')).toBeVisible();
  expect(asked).not.toHaveBeenCalled();
});
