import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Engine } from '@/shared/api/types';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { EnginesPage } from './EnginesPage';

const anEngine = (engine: Partial<Engine> = {}): Engine => ({
  id: 'attic',
  name: 'Attic',
  address: 'http://192.168.1.20:8188',
  status: 'ready',
  problem: null,
  isSimulator: false,
  version: '0.33.0',
  devices: [{ name: 'cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync', type: 'cuda', vramTotal: 24e9, vramFree: 18e9 }],
  tags: [],
  weight: 1,
  mode: 'active',
  source: 'studio',
  setting: null,
  hasCredentials: false,
  models: [],
  foreign: [],
  workerId: 'box-4711-ab12cd',
  jobs: [],
  queueRemaining: 0,
  seenAt: '2026-01-02T12:00:00Z',
  reachableSince: '2026-01-02T11:00:00Z',
  catalogAt: '2026-01-02T11:00:00Z',
  checkpoints: 4,
  nodes: 886,
  ...engine,
});

const serve = (engines: Engine[]) => server.use(http.get('*/api/engines', () => HttpResponse.json(engines)));

it('shows what an engine is made of', async () => {
  serve([anEngine()]);
  renderPage(EnginesPage, '/engines');

  const card = await screen.findByRole('article', { name: 'Attic' });
  expect(within(card).getByText('Ready')).toBeVisible();
  expect(within(card).getByRole('meter', { name: 'Memory of NVIDIA GeForce RTX 4090 in use' })).toHaveAttribute('aria-valuenow', '25');
  expect(within(card).getByText('886')).toBeVisible();
});

it('says why an engine is away', async () => {
  serve([anEngine({ status: 'unreachable', problem: 'Nothing answers at http://192.168.1.20:8188.' })]);
  renderPage(EnginesPage, '/engines');

  expect(await screen.findByText('Nothing answers at http://192.168.1.20:8188.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Refresh the list of models of Attic' })).toBeDisabled();
});

it('asks an engine again what it has', async () => {
  let asked = '';
  serve([anEngine()]);
  server.use(
    http.post('*/api/engines/:id/refresh', ({ params }) => {
      asked = String(params.id);
      return new HttpResponse(null, { status: 202 });
    }),
  );
  renderPage(EnginesPage, '/engines');

  await userEvent.click(await screen.findByRole('button', { name: 'Refresh the list of models of Attic' }));

  expect(await screen.findByText(/Asked for it/)).toBeVisible();
  expect(asked).toBe('attic');
});

it('tells how to connect one when there is none', async () => {
  serve([]);
  renderPage(EnginesPage, '/engines');

  expect(await screen.findByText('No engine is configured')).toBeVisible();
  expect(screen.getAllByText(/COMFYUI_URL=/)).not.toHaveLength(0);
});
