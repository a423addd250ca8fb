import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Job } from '@/shared/api/types';
import { aFailure, aJob, anImage, aSlot, aTemplate } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { GeneratePage } from './GeneratePage';

const promptBox = () => screen.findByRole('textbox', { name: 'Prompt' });
const generateButton = () => screen.getByRole('button', { name: /^Generate/ });

async function open(jobs: Job[] = []) {
  const studio = serveStudio({ jobs });
  const page = renderPage(GeneratePage, '/generate');
  await screen.findByRole('textbox', { name: 'Steps' });
  await waitFor(() => expect(screen.getByRole('button', { name: /^Checkpoint/ })).toHaveTextContent('juggernautXL'));
  return { ...studio, ...page, user: userEvent.setup() };
}

describe('the form', () => {
  it('asks for a prompt at the field and sends nothing', async () => {
    const { user, asked } = await open();

    await user.click(generateButton());

    expect(await promptBox()).toBeInvalid();
    expect(screen.getAllByText('Describe the image first.')[0]).toBeVisible();
    expect(asked).toHaveLength(0);
  });

  it('says what is wrong with a number as soon as it is typed', async () => {
    const { user } = await open();
    const steps = screen.getByRole('textbox', { name: 'Steps' });

    await user.clear(steps);
    await user.type(steps, '151');

    expect(screen.getByText('Steps must be between 1 and 150.')).toBeVisible();
  });

  it('warns about a long prompt and sends it all the same', async () => {
    const { user, asked } = await open();

    fireEvent.change(await promptBox(), { target: { value: 'x'.repeat(501) } });
    expect(screen.getByText(/may not read to the end/)).toBeVisible();
    await user.click(generateButton());

    await waitFor(() => expect(asked).toHaveLength(1));
  });

  it('brings the server’s objections to their fields, and forgives them when the field changes', async () => {
    const { user } = await open();
    server.use(
      http.post('*/api/generations', () =>
        HttpResponse.json(
          { title: 'Some fields need attention', status: 400, detail: 'Check the marked fields.', errors: { 'slots.cfg': ['The engine takes 12 at most.'] } },
          { status: 400 },
        ),
      ),
    );

    await user.type(await promptBox(), 'a lighthouse');
    await user.click(generateButton());

    expect(await screen.findByText('The engine takes 12 at most.')).toBeVisible();
    expect(screen.getByText('Check the marked fields.')).toBeVisible();
    await user.clear(screen.getByRole('textbox', { name: 'CFG' }));
    await user.type(screen.getByRole('textbox', { name: 'CFG' }), '8');
    expect(screen.queryByText('The engine takes 12 at most.')).not.toBeInTheDocument();
  });

  it('sends what is set, with a trace and a key, on Ctrl+Enter', async () => {
    const { user, asked } = await open();

    await user.type(await promptBox(), 'a lighthouse');
    await user.click(screen.getByRole('button', { name: '16:9, 1344 by 768' }));
    await user.keyboard('{Control>}{Enter}{/Control}');

    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.body).toMatchObject({
      template: 'text_to_image_sdxl',
      count: 1,
      slots: { prompt: 'a lighthouse', checkpoint: 'juggernautXL.safetensors', width: 1344, height: 768, steps: 20, cfg: 7, seed: -1 },
    });
    expect(asked[0]?.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(asked[0]?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('repeats a request whose answer was lost under the same key', async () => {
    const { user, asked } = await open();
    const keys: (string | null)[] = [];
    server.use(
      http.post(
        '*/api/generations',
        ({ request }) => {
          keys.push(request.headers.get('Idempotency-Key'));
          return HttpResponse.error();
        },
        { once: true },
      ),
    );

    await user.type(await promptBox(), 'a lighthouse');
    await user.click(generateButton());
    expect(await screen.findByText(/The studio does not answer/)).toBeVisible();
    await user.click(generateButton());

    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.headers.get('Idempotency-Key')).toBe(keys[0]);
  });

  it('keeps what was typed across a refresh, sizes per template', async () => {
    const { user } = await open();
    await user.type(await promptBox(), 'a lighthouse');
    await user.click(screen.getByRole('button', { name: '16:9, 1344 by 768' }));
    await user.click(screen.getByRole('button', { name: 'Template: SDXL' }));
    await user.click(await screen.findByRole('button', { name: /^SD 1.5/ }));
    expect(await screen.findByRole('textbox', { name: 'Width' })).toHaveValue('512');
    await user.click(screen.getByRole('button', { name: 'Template: SD 1.5' }));
    await user.click(await screen.findByRole('button', { name: /^SDXL/ }));
    expect(screen.getByRole('textbox', { name: 'Width' })).toHaveValue('1344');

    renderPage(GeneratePage, '/generate');

    const boxes = await screen.findAllByRole('textbox', { name: 'Prompt' });
    expect(boxes.at(-1)).toHaveValue('a lighthouse');
  });

  it('locks a rolled seed and forgets it when unlocked', async () => {
    const { user, asked } = await open();
    await user.type(await promptBox(), 'a lighthouse');
    await user.click(screen.getByRole('button', { name: 'Roll a seed' }));
    const seed = Number(screen.getByRole<HTMLInputElement>('textbox', { name: 'Seed' }).value);
    await user.click(generateButton());
    await waitFor(() => expect(asked[0]?.body.slots.seed).toBe(seed));

    await user.click(screen.getByRole('button', { name: 'Keep the seed' }));

    expect(screen.getByRole('textbox', { name: 'Seed' })).toHaveValue('');
  });
});

describe('the stage', () => {
  it('goes from queued over steps to the image with its metadata', async () => {
    const { user, jobs, say } = await open();
    await user.type(await promptBox(), 'a lighthouse');
    await user.click(generateButton());
    const stage = screen.getByRole('region', { name: 'Stage' });
    expect(await within(stage).findAllByText('Queued · next in line')).not.toHaveLength(0);

    const [job] = jobs;
    if (!job) throw new Error('nothing was asked for');
    const running: Job = { ...job, state: 'running', attempt: 1, position: null, engine: { id: 'a', name: 'Studio' }, startedAt: job.createdAt };
    say({ type: 'job', data: running });
    say({ type: 'progress', data: { jobId: job.id, progress: { nodeId: '3', nodeType: 'KSampler', value: 12, max: 20, fraction: 0.6 } } });
    expect(await within(stage).findByText('Step 12 of 20', { selector: 'span' })).toBeVisible();
    expect(within(stage).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '60');

    say({ type: 'job', data: { ...running, state: 'succeeded', endedAt: job.createdAt, images: [anImage({ jobId: job.id, seed: 4711 })] } });

    expect(await within(stage).findByRole('img', { name: 'a lighthouse' })).toBeInTheDocument();
    expect(within(stage).getByText(/Seed 4711/)).toBeVisible();
    expect(within(stage).getByText('juggernaut')).toBeVisible();
    await user.click(within(stage).getByRole('button', { name: 'Use this seed' }));
    expect(screen.getByRole('textbox', { name: 'Seed' })).toHaveValue('4711');
  });

  it('finds a running job again after a refresh', async () => {
    await open([aJob({ state: 'running', prompt: 'a fox', engine: { id: 'a', name: 'Studio' } })]);

    const stage = screen.getByRole('region', { name: 'Stage' });
    expect(await within(stage).findByRole('button', { name: 'Cancel' })).toBeEnabled();
  });

  it('tells why a job failed, where, and retries it', async () => {
    sessionStorage.setItem('comfystudio.session', JSON.stringify(['g7']));
    const failed = aJob({
      id: 'j7',
      groupId: 'g7',
      state: 'failed',
      endedAt: '2026-01-02T12:00:00Z',
      failure: aFailure({ message: 'The latent has the wrong shape.', nodeId: '3', nodeType: 'KSampler', field: 'latent_image' }),
    });
    const { user } = await open([failed]);
    const again = aJob({ id: 'j8', groupId: 'g7', retryOf: 'j7', position: 0 });
    server.use(http.post('*/api/jobs/j7/retry', () => HttpResponse.json(again, { status: 202 })));

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The latent has the wrong shape.');
    expect(alert).toHaveTextContent('KSampler');
    expect(alert).toHaveTextContent('latent_image');
    await user.click(within(alert).getByRole('button', { name: 'Retry' }));

    expect(await screen.findAllByText('Queued · next in line')).not.toHaveLength(0);
  });

  it('asks before Esc cancels what is running', async () => {
    const running = aJob({ id: 'j1', state: 'running', engine: { id: 'a', name: 'Studio' } });
    const { user } = await open([running]);
    const cancelled: string[] = [];
    server.use(
      http.post('*/api/jobs/:id/cancel', ({ params }) => {
        cancelled.push(String(params.id));
        return HttpResponse.json({ ...running, cancelRequested: true });
      }),
    );
    await screen.findByRole('button', { name: 'Cancel' });

    await user.keyboard('{Escape}');
    const dialog = await screen.findByRole('dialog', { name: 'Cancel this image?' });
    expect(cancelled).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel image' }));

    await waitFor(() => expect(cancelled).toEqual(['j1']));
  });

  it('polls what is under way while the stream is down', async () => {
    const { jobs } = serveStudio({ jobs: [aJob({ id: 'j1', state: 'running', engine: { id: 'a', name: 'Studio' } })] });
    renderPage(GeneratePage, '/generate', '', 'down');
    await screen.findByRole('button', { name: 'Cancel' });

    jobs[0] = aJob({ id: 'j1', state: 'succeeded', endedAt: '2026-01-02T12:00:00Z', images: [anImage({ prompt: 'a fox' })] });

    expect(await within(screen.getByRole('region', { name: 'Stage' })).findByRole('img', { name: 'a fox' })).toBeInTheDocument();
  });
});

describe('a failed job that is edited', () => {
  const failed = aJob({
    id: 'f',
    state: 'failed',
    prompt: 'a storm',
    slots: { prompt: 'a storm', negative: 'text', steps: 31, seed: 77 },
    failure: aFailure(),
    endedAt: '2026-01-02T12:00:00Z',
  });
  const arrive = () => {
    const studio = serveStudio({ jobs: [failed] });
    server.use(http.get('*/api/jobs/f', () => HttpResponse.json(failed)));
    return { ...studio, ...renderPage(GeneratePage, '/generate', '?retry=f'), user: userEvent.setup() };
  };

  it('fills the form, and what is then asked for is linked to it, once', async () => {
    const { user, asked } = arrive();

    expect(await screen.findByText(/takes the place of the failed one/)).toBeVisible();
    expect(await promptBox()).toHaveValue('a storm');
    expect(screen.getByRole('textbox', { name: 'Steps' })).toHaveValue('31');
    await user.click(generateButton());
    await waitFor(() => expect(asked[0]?.body).toMatchObject({ retryOf: 'f', count: 1, slots: { steps: 31, seed: 77 } }));
    expect(screen.queryByText(/takes the place of the failed one/)).not.toBeInTheDocument();

    await user.click(generateButton());
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body).not.toHaveProperty('retryOf');
  });

  it('can be let go of, and then it is a new image', async () => {
    const { user, asked } = arrive();

    await user.click(await screen.findByRole('button', { name: 'Make a new image instead' }));
    await user.click(generateButton());

    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.body).not.toHaveProperty('retryOf');
  });
});

describe('a form of other kinds', () => {
  const template = {
    ...aTemplate(),
    slots: [
      ...aTemplate().slots,
      aSlot({ name: 'hires', label: 'Second pass', type: 'boolean', default: false }),
      aSlot({ name: 'scale', label: 'Larger by', type: 'float', default: 2, min: 1, max: 4, step: 0.5, visibleWhen: { slot: 'hires', is: true } }),
      aSlot({ name: 'image', label: 'Picture', type: 'image', optional: false }),
    ],
  };
  const arrive = (search = '') => {
    const studio = serveStudio();
    server.use(
      http.get('*/api/templates', () => HttpResponse.json([template])),
      http.post('*/api/inputs', () => HttpResponse.json({ id: 'f'.repeat(64), width: 8, height: 8, bytes: 9, contentType: 'image/png', url: '/x' }, { status: 201 })),
    );
    return { ...studio, ...renderPage(GeneratePage, '/generate', search), user: userEvent.setup() };
  };

  it('shows what depends on a switch with it, takes a picture, and sends all of it', async () => {
    const { user, asked } = arrive();
    await user.type(await promptBox(), 'a fox');
    expect(screen.queryByRole('textbox', { name: 'Larger by' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('switch', { name: 'Second pass' }));
    expect(screen.getByRole('textbox', { name: 'Larger by' })).toHaveValue('2');

    await user.click(generateButton());
    expect(await screen.findByText('Picture needs a picture.', { selector: '#slot-image-error' })).toBeVisible();
    await user.upload(screen.getByLabelText('File for Picture'), new File(['x'], 'x.png', { type: 'image/png' }));
    await screen.findByRole('img', { name: 'Picture' });
    await user.click(generateButton());

    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.body.slots).toMatchObject({ hires: true, scale: 2, image: 'f'.repeat(64) });
  });

  it('gives a picture to the field that it is dropped on or that waits for one, not to the form', async () => {
    arrive();
    const picture = new File(['x'], 'x.png', { type: 'image/png' });
    const field = await screen.findByRole('button', { name: 'Drop, paste or choose a picture' });

    fireEvent.drop(field, { dataTransfer: { files: [picture], types: ['Files'] } });
    await screen.findByRole('img', { name: 'Picture' });

    expect(screen.queryByRole('note', { name: 'What was restored' })).not.toBeInTheDocument();
    expect(await promptBox()).toHaveValue('');
  });

  it('asks for a draft with Ctrl+Shift+Enter', async () => {
    const { user, asked } = arrive('?template=text_to_image_sdxl&values=%7B%22prompt%22%3A%22a%20boat%22%2C%22steps%22%3A33%2C%22image%22%3A%22aa%22%7D');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Steps' })).toHaveValue('33'));

    await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');

    await waitFor(() => expect(asked[0]?.body).toMatchObject({ draft: true, slots: { prompt: 'a boat', steps: 33 } }));
  });

  it('resets one field', async () => {
    const { user } = arrive();
    const steps = await screen.findByRole('textbox', { name: 'Steps' });
    await user.clear(steps);
    await user.type(steps, '44');

    await user.click(screen.getByRole('button', { name: 'Reset Steps' }));

    expect(steps).toHaveValue('20');
    expect(screen.queryByRole('button', { name: 'Reset Steps' })).not.toBeInTheDocument();
  });

  it('weighs the word at the caret with Ctrl+↑', async () => {
    const { user } = arrive();
    const box = await promptBox();
    await user.type(box, 'a fox');

    await user.keyboard('{Control>}{ArrowUp}{/Control}');

    expect(box).toHaveValue('a (fox:1.05)');
  });
});

describe('an image that is brought', () => {
  const read = {
    imageId: null, width: 832, height: 1216, kind: 'image', prompt: 'a red fox', negative: 'blurry', model: 'dream_v8', loras: [], seed: 7, steps: 28, cfg: 5.5,
    sampler: 'Euler', scheduler: 'Karras', denoise: null, template: null, templateVersion: null, slots: null, source: 'a1111',
  };
  const file = (name = 'fox.png') => new File(['x'], name, { type: 'image/png' });
  const arrive = async (answer: object = read) => {
    const studio = await open();
    const names: (string | null)[] = [];
    server.use(
      http.post('*/api/images/read', ({ request }) => {
        names.push(new URL(request.url).searchParams.get('name'));
        return HttpResponse.json(answer);
      }),
    );
    return { ...studio, names };
  };
  const drop = (target: Element, picture = file()) => {
    const dataTransfer = { files: [picture], types: ['Files'] };
    fireEvent.dragEnter(target, { dataTransfer });
    fireEvent.dragOver(target, { dataTransfer });
    fireEvent.drop(target, { dataTransfer });
  };
  const stage = () => screen.getByRole('region', { name: 'Stage' });

  it('fills the form wherever it is dropped, and says what did not come back', async () => {
    const { names } = await arrive();

    drop(stage());

    expect(await screen.findByRole('list', { name: 'Not restored from fox.png' })).toHaveTextContent('Checkpoint: No engine has “dream_v8”.');
    expect(screen.getByRole('note', { name: 'What was restored' })).toHaveTextContent('comes out alike, not the same');
    expect(await promptBox()).toHaveValue('a red fox');
    expect(screen.getByRole('textbox', { name: 'Steps' })).toHaveValue('28');
    expect(screen.getByRole('textbox', { name: 'Seed' })).toHaveValue('7');
    expect(screen.getByRole('textbox', { name: 'Width' })).toHaveValue('832');
    expect(screen.getByRole('button', { name: /^Checkpoint/ })).toHaveTextContent('juggernautXL');
    expect(names).toEqual(['fox.png']);
  });

  it('fills the form when it is pasted', async () => {
    await arrive({ ...read, model: 'dreamshaper', source: 'comfyui', sampler: 'euler', scheduler: 'karras' });

    fireEvent.paste(document.body, { clipboardData: { files: [file()], types: ['Files'] } });

    expect(await screen.findByText('The form now holds the settings of that image.')).toBeVisible();
    expect(screen.getByRole('button', { name: /^Checkpoint/ })).toHaveTextContent('dreamshaper');
    expect(screen.queryByRole('note', { name: 'What was restored' })).not.toBeInTheDocument();
  });

  it('changes nothing when nothing in it tells', async () => {
    const { user } = await arrive({ ...read, prompt: null, negative: null, model: null, seed: null, steps: null, cfg: null, sampler: null, scheduler: null, source: null });
    await user.type(await promptBox(), 'a boat');

    drop(stage());

    expect(await screen.findByText('Nothing in fox.png tells how it was made. The form is as it was.')).toBeVisible();
    expect(await promptBox()).toHaveValue('a boat');
    await user.click(screen.getByRole('button', { name: 'Close this note' }));
    expect(screen.queryByRole('note', { name: 'What was restored' })).not.toBeInTheDocument();
  });

  it('says why a file cannot be read', async () => {
    await arrive();
    server.use(http.post('*/api/images/read', () => HttpResponse.json({ title: 'The image cannot be read', detail: 'The file is empty.' }, { status: 422 })));

    drop(stage());

    expect(await screen.findByText('The file is empty.')).toBeVisible();
  });
});
