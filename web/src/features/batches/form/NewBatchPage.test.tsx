import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import type { BatchPlan, BatchRequest } from '../types';
import { NewBatchPage } from './NewBatchPage';

const aPlan = (plan: Partial<BatchPlan> = {}): BatchPlan => ({
  images: 5, seconds: { p50: 600, low: 480, high: 900 }, bytes: 7_000_000, modelSwitches: 0, warnings: [], missing: [], axes: [], list: null, order: 'asked', prompts: ['a pier'], ...plan,
});

function serveBatches(planOf: (request: BatchRequest) => object = () => aPlan()) {
  const planned: BatchRequest[] = [];
  const started: { body: BatchRequest; key: string | null }[] = [];
  serveStudio();
  server.use(
    http.post('*/api/batches/plan', async ({ request }) => {
      const body = (await request.json()) as BatchRequest;
      planned.push(body);
      const answer = planOf(body);
      return HttpResponse.json(answer, { status: 'errors' in answer ? 400 : 200 });
    }),
    http.post('*/api/batches', async ({ request }) => {
      started.push({ body: (await request.json()) as BatchRequest, key: request.headers.get('Idempotency-Key') });
      return HttpResponse.json({ id: 'b7', images: 5, warnings: [] }, { status: 202 });
    }),
  );
  return { planned, started };
}

const prompt = () => screen.findByRole('textbox', { name: 'Prompt' });

it('FUN_BATCH_GEN_025 tells before the start how many, how long and how much, and then goes to the batch', async () => {
  const { started } = serveBatches();
  const user = userEvent.setup();
  const { router } = renderPage(NewBatchPage, '/batches/new');

  await user.type(await prompt(), 'a pier');
  const estimate = await screen.findByRole('region', { name: 'Estimate' });
  await waitFor(() => expect(estimate).toHaveTextContent('about 10 min'));
  expect(estimate).toHaveTextContent('8 min – 15 min');
  expect(estimate).toHaveTextContent('about 7.0 MB');
  await user.click(screen.getByRole('button', { name: 'Make 5 images' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/batches/b7'));
  expect(started[0]?.body).toMatchObject({ template: 'text_to_image_sdxl', seeds: { count: 5, random: true }, slots: { prompt: 'a pier' } });
  expect(started[0]?.key).toMatch(/.{16,}/);
});

it('FUN_BATCH_GEN_004_005 says what is wrong at its field and starts nothing', async () => {
  const { started } = serveBatches();
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');

  const count = await screen.findByRole('textbox', { name: 'Number of images' });
  await user.clear(count);
  await user.type(count, '21');
  expect(await screen.findByText('The number of images must be a whole number between 2 and 20.')).toBeVisible();
  expect(screen.queryByText('Describe the image first.')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /^(Make|Start)/ }));

  expect(await screen.findByText('Describe the image first.')).toBeVisible();
  expect(started).toEqual([]);
});

it('FUN_BATCH_GEN_007 asks for the first seed once they are not random', async () => {
  const { planned } = serveBatches();
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'a pier');

  await user.click(screen.getByRole('checkbox', { name: 'Random seeds' }));
  const base = await screen.findByRole('textbox', { name: 'First seed' });
  await user.clear(base);
  await user.type(base, '42');

  await waitFor(() => expect(planned.at(-1)?.seeds).toEqual({ count: 5, random: false, base: 42 }));
});

it('shows the first rows of a list, what each column is for, and what is wrong in which cell', async () => {
  const list = {
    columns: [{ header: 'words', slot: null }, { header: 'steps', slot: 'steps' }],
    rows: [['a fox', '20'], ['a pier', 'many']],
    total: 2,
    errors: [{ row: 1, column: 'steps', message: '“many” is not a number.' }],
  };
  const { planned, started } = serveBatches(() => aPlan({ images: 2, list }));
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'x');
  await user.click(screen.getByRole('radio', { name: 'List' }));

  await user.click(screen.getByRole('textbox', { name: 'Rows' }));
  await user.paste('words,steps\na fox,20\na pier,many');

  const table = await screen.findByRole('region', { name: 'The first rows' });
  await waitFor(() => expect(within(table).getByText('many')).toHaveAttribute('data-wrong'));
  expect(within(table).getByText('20')).not.toHaveAttribute('data-wrong');
  expect(screen.getByRole('list', { name: 'What is wrong in the rows' })).toHaveTextContent('Row 2, steps“many” is not a number.');
  await user.click(screen.getByRole('button', { name: '1 row to correct' }));
  expect(document.activeElement).toHaveTextContent('“many” is not a number.');
  expect(started).toEqual([]);

  await user.click(within(table).getByRole('combobox', { name: 'What “words” is for' }));
  await user.click(await screen.findByRole('option', { name: 'Prompt' }));
  await waitFor(() => expect(planned.at(-1)?.list?.columns).toEqual({ words: 'prompt', steps: 'steps' }));
  expect(screen.queryByRole('textbox', { name: 'Prompt' })).not.toBeInTheDocument();
});

it('lets people say what the columns are for when none is called like a setting', async () => {
  serveBatches(() => ({ title: 'Not right', errors: { 'list.columns': ['No column is called like a slot.'] } }));
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'x');
  await user.click(screen.getByRole('radio', { name: 'List' }));
  await user.click(screen.getByRole('textbox', { name: 'Rows' }));
  await user.paste('was,wie\nein Fuchs,20');

  expect(await screen.findByRole('combobox', { name: 'What “was” is for' })).toBeVisible();
});

it('sweeps over settings, whose fields then stand with the sweep alone', async () => {
  const { planned } = serveBatches(() => aPlan({ images: 6 }));
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'a pier');
  await user.click(screen.getByRole('radio', { name: 'Sweep' }));
  await user.click(screen.getByRole('button', { name: 'Choose what to sweep over' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Steps' }));
  await user.type(screen.getByRole('textbox', { name: 'Values of Steps' }), '10, 20, 30');
  await user.click(screen.getByRole('button', { name: 'And over…' }));
  await user.click(await screen.findByRole('menuitem', { name: 'CFG' }));
  const cfg = screen.getByRole('group', { name: 'Sweep over CFG' });
  await user.click(within(cfg).getByRole('radio', { name: 'Range' }));
  await user.type(within(cfg).getByRole('textbox', { name: 'From: CFG' }), '4');
  await user.type(within(cfg).getByRole('textbox', { name: 'To: CFG' }), '8');
  await user.type(within(cfg).getByRole('textbox', { name: 'Step: CFG' }), '4');

  await waitFor(() =>
    expect(planned.at(-1)?.axes).toEqual([{ slot: 'steps', values: [10, 20, 30] }, { slot: 'cfg', range: { from: 4, to: 8, step: 4 } }]),
  );
  expect(await screen.findByRole('button', { name: 'Make 6 images' })).toBeVisible();
  expect(screen.queryByRole('slider', { name: 'Steps' })).not.toBeInTheDocument();
});

it('brings what the studio refuses back to the axis that it is about', async () => {
  serveBatches(({ axes }) => (axes ? { title: 'Not right', errors: { 'axes[0].values[1]': ['Steps must be between 1 and 150.'] } } : aPlan()));
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'a pier');
  await user.click(screen.getByRole('radio', { name: 'Sweep' }));
  await user.click(screen.getByRole('button', { name: 'Choose what to sweep over' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Steps' }));
  await user.type(screen.getByRole('textbox', { name: 'Values of Steps' }), '10, 999');

  expect(await screen.findByText('Value 2: Steps must be between 1 and 150.')).toBeVisible();
});

it('keeps what was typed when the studio is away, and says so', async () => {
  serveBatches();
  server.use(http.post('*/api/batches/plan', () => HttpResponse.error()));
  const user = userEvent.setup();
  renderPage(NewBatchPage, '/batches/new');
  await user.type(await prompt(), 'a pier');

  expect(await screen.findByText(/What you typed stays/)).toBeVisible();
  expect(await prompt()).toHaveValue('a pier');
});

it('takes over what somebody had in another form', async () => {
  serveBatches();
  const values = encodeURIComponent(JSON.stringify({ prompt: 'a tram', steps: 33 }));
  const { router } = renderPage(NewBatchPage, '/batches/new', `?template=text_to_image_sdxl&values=${values}`);

  await waitFor(async () => expect(await prompt()).toHaveValue('a tram'));
  expect(screen.getByRole('textbox', { name: 'Steps' })).toHaveValue('33');
  expect(router.state.location.search).toEqual({});
});
