import { screen, waitFor, within } from '@testing-library/react';
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

const anotherOrigin = { source: 'configuration', setting: 'Engines__0__Address' } as const;
const actions = (name = 'Attic') => screen.findByRole('button', { name: `Actions for ${name}` });
const choose = async (item: string) => {
  await userEvent.click(await actions());
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

it('shows what an engine is made of and what it holds', async () => {
  serve([anEngine({
    tags: ['fast'],
    models: [{ name: 'checkpoints/sd_xl_base_1.0.safetensors', usedAt: new Date(Date.now() - 240_000).toISOString() }],
    foreign: [{ promptId: 'p', running: false }],
  })]);
  renderPage(EnginesPage, '/engines');

  const card = await screen.findByRole('article', { name: 'Attic' });
  expect(within(card).getByText('Ready')).toBeVisible();
  expect(within(card).getByRole('meter', { name: 'Memory of NVIDIA GeForce RTX 4090 in use' })).toHaveAttribute('aria-valuenow', '25');
  expect(within(card).getByText('886')).toBeVisible();
  expect(within(card).getByText('fast')).toBeVisible();
  expect(within(card).getByText('4 minutes ago')).toBeVisible();
  expect(within(card).getByText('1 other prompt, not from the studio.')).toBeVisible();
});

it('says why an engine is away', async () => {
  serve([anEngine({ status: 'unreachable', problem: 'Nothing answers at http://192.168.1.20:8188.' })]);
  renderPage(EnginesPage, '/engines');

  expect(await screen.findByText('Nothing answers at http://192.168.1.20:8188.')).toBeVisible();
  await userEvent.click(await actions());
  expect(await screen.findByRole('menuitem', { name: 'Ask again what it has' })).toHaveAttribute('data-disabled');
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

  await choose('Ask again what it has');

  expect(await screen.findByText(/Asked Attic/)).toBeVisible();
  expect(asked).toBe('attic');
});

it('adds an engine, and puts what does not fit at its field', async () => {
  let sent: unknown;
  serve([]);
  server.use(
    http.post('*/api/engines', async ({ request }) => {
      sent = await request.json();
      return (sent as { name: string }).name === ''
        ? HttpResponse.json({ type: '/problems/validation', title: 'Some values do not fit', errors: { name: ['Give it a name.'] } }, { status: 400 })
        : HttpResponse.json(anEngine({ name: 'Cellar', status: 'connecting' }), { status: 201 });
    }),
  );
  renderPage(EnginesPage, '/engines');
  await userEvent.click(await screen.findByRole('button', { name: 'Add engine' }));
  const form = await screen.findByRole('form', { name: 'Add an engine' });

  await userEvent.type(within(form).getByLabelText('Address'), '192.168.1.21:8188');
  await userEvent.click(within(form).getByRole('button', { name: 'Add engine' }));
  expect(await within(form).findByText('Give it a name.')).toBeVisible();

  await userEvent.type(within(form).getByLabelText('Name'), 'Cellar');
  await userEvent.click(within(form).getByRole('radio', { name: 'Token' }));
  await userEvent.type(within(form).getByLabelText('Token', { selector: '[type=password]' }), 'sesame');
  await userEvent.click(within(form).getByRole('button', { name: 'Add engine' }));

  expect(await screen.findByRole('article', { name: 'Cellar' })).toBeVisible();
  expect(sent).toMatchObject({ name: 'Cellar', address: 'http://192.168.1.21:8188', token: 'sesame', weight: 1, tags: [] });
});

it('edits an engine and leaves its login alone', async () => {
  let sent: unknown;
  serve([anEngine({ hasCredentials: true, tags: ['fast'] })]);
  server.use(
    http.put('*/api/engines/attic', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(anEngine({ name: 'Loft', hasCredentials: true }));
    }),
  );
  renderPage(EnginesPage, '/engines');
  await choose('Edit');
  const name = within(await screen.findByRole('form', { name: 'Edit Attic' })).getByLabelText('Name');

  await userEvent.clear(name);
  await userEvent.type(name, 'Loft{Enter}');

  expect(await screen.findByRole('article', { name: 'Loft' })).toBeVisible();
  expect(sent).toEqual({ name: 'Loft', address: 'http://192.168.1.20:8188', tags: ['fast'], weight: 1 });
});

it('removes an engine and takes that back', async () => {
  serve([anEngine()]);
  server.use(
    http.delete('*/api/engines/attic', () => HttpResponse.json({ id: 'attic', undoUntil: '2026-01-02T12:00:10Z' })),
    http.post('*/api/engines/attic/restore', () => HttpResponse.json(anEngine())),
  );
  renderPage(EnginesPage, '/engines');

  await choose('Remove');
  expect(await screen.findByText('Attic removed.')).toBeVisible();
  expect(screen.queryByRole('article', { name: 'Attic' })).toBeNull();

  await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  expect(await screen.findByRole('article', { name: 'Attic' })).toBeVisible();
});

it('drains an engine, says how far that is, and resumes it', async () => {
  const deeds: string[] = [];
  serve([anEngine({ jobs: ['0123456789abcdef0123456789abcdef'] })]);
  server.use(
    http.post('*/api/engines/attic/:deed', ({ params }) => {
      deeds.push(String(params.deed));
      return HttpResponse.json(anEngine({ mode: params.deed === 'drain' ? 'draining' : 'active', jobs: ['0123456789abcdef0123456789abcdef'] }));
    }),
  );
  const { say } = renderPage(EnginesPage, '/engines');

  await choose('Drain, to switch it off');
  expect(await screen.findByText('Draining.')).toBeVisible();
  say({ type: 'engine', data: anEngine({ mode: 'draining', jobs: [] }) });
  expect(await screen.findByText('Drained.')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
  await waitFor(() => expect(screen.queryByText('Drained.')).toBeNull());
  expect(deeds).toEqual(['drain', 'resume']);
});

it('says where a configured engine is changed', async () => {
  serve([anEngine(anotherOrigin)]);
  renderPage(EnginesPage, '/engines');

  await userEvent.click(await actions());

  expect(await screen.findByText('Configured by Engines__0__Address: edit or remove it there.')).toBeVisible();
  expect(screen.queryByRole('menuitem', { name: 'Remove' })).toBeNull();
});

it('tells how to connect one when there is none', async () => {
  serve([]);
  renderPage(EnginesPage, '/engines');

  expect(await screen.findByText('No engine yet')).toBeVisible();
  expect(screen.getAllByText(/COMFYUI_URL=/)).not.toHaveLength(0);
});
