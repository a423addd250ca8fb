import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { ImportedWorkflow } from '@/shared/api/types';
import { aTemplate } from '@/testing/builders';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { serveStudio } from '@/testing/studio';
import { EditorPage } from './editor/EditorPage';
import { keepDraft } from './editor/useDraft';
import { draftOf } from './editor/draft';
import { WorkflowsPage } from './WorkflowsPage';

const brought: ImportedWorkflow = {
  format: 'api',
  graph: {
    '3': { class_type: 'KSampler', inputs: { seed: 7, steps: 20, model: ['4', 0] } },
    '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd15.safetensors' } },
  },
  slots: [{ name: 'seed', label: 'Seed', type: 'seed', inputs: ['3.seed'], default: -1 }],
  groups: [],
  requires: { nodes: [], models: [] },
  notes: [{ nodeId: '9', type: 'Note', title: null, message: 'Notes are left out.' }],
  missingNodes: [],
  missingModels: [{ folder: 'checkpoints', name: 'sd15.safetensors', slot: null, url: null, sha256: null, where: 'models/checkpoints' }],
};
const file = () => new File(['{}'], 'my_flow.json', { type: 'application/json' });

describe('the workflows page', () => {
  it('finds by every word and opens what a template needs', async () => {
    serveStudio();
    const user = userEvent.setup();
    renderPage(WorkflowsPage, '/workflows');

    await user.type(await screen.findByRole('textbox', { name: 'Search templates' }), 'sd 1.5');
    await waitFor(() => expect(screen.queryByRole('button', { name: /SDXL/ })).not.toBeInTheDocument());
    await user.click(screen.getByRole('button', { name: /SD 1.5/ }));

    expect(within(await screen.findByRole('dialog', { name: 'SD 1.5' })).getByRole('link', { name: 'Use it' })).toBeVisible();
  });

  it('lets a deleted one leave before it asks anything again', async () => {
    serveStudio();
    let own = [{ ...aTemplate('mine'), title: 'Mine', source: 'own' as const }];
    const askedOfTheDeleted: string[] = [];
    server.use(
      http.get('*/api/templates', () => HttpResponse.json(own)),
      http.get('*/api/templates/:id/preflight', ({ request }) => {
        if (own.length === 0) askedOfTheDeleted.push(request.url);
        return HttpResponse.json({ engines: [] });
      }),
      http.delete('*/api/templates/:id', () => {
        own = [];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderPage(WorkflowsPage, '/workflows');

    await user.click(await screen.findByRole('button', { name: /Mine/ }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));

    await waitFor(() => expect(screen.queryByRole('button', { name: /Mine/ })).not.toBeInTheDocument());
    expect(askedOfTheDeleted).toEqual([]);
  });

  it('opens what is brought in the editor', async () => {
    serveStudio();
    server.use(http.post('*/api/workflows/import', () => HttpResponse.json(brought)));
    const { router } = renderPage(WorkflowsPage, '/workflows');

    await userEvent.upload(await screen.findByLabelText('Workflow file'), file());

    await waitFor(() => expect(router.state.location.pathname).toBe('/workflows/editor'));
  });

  it('says why a file is refused, by node', async () => {
    serveStudio();
    const refusal = { title: 'No', status: 422, detail: 'One node cannot be converted.', errors: { 'nodes.12': ['Odd: no engine knows it.'] } };
    server.use(http.post('*/api/workflows/import', () => HttpResponse.json(refusal, { status: 422 })));
    renderPage(WorkflowsPage, '/workflows');

    await userEvent.upload(await screen.findByLabelText('Workflow file'), file());

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('my_flow.json could not be imported');
    expect(alert).toHaveTextContent('#12 Odd: no engine knows it.');
  });
});

describe('the versions of an own template', () => {
  it('shows what it was before and takes it back as the newest', async () => {
    serveStudio();
    const own = { ...aTemplate('mine'), title: 'Mine', source: 'own' as const, version: '2' };
    const before = { title: 'Mine, once', description: '', tags: [], graph: brought.graph, slots: brought.slots, groups: [], requires: {} };
    const saved: unknown[] = [];
    server.use(
      http.get('*/api/templates', () => HttpResponse.json([own])),
      http.get('*/api/templates/mine/versions', () =>
        HttpResponse.json([
          { version: '2', title: 'Mine', savedAt: '2026-01-02T12:00:00Z' },
          { version: '1', title: 'Mine, once', savedAt: '2026-01-01T12:00:00Z' },
        ]),
      ),
      http.get('*/api/templates/mine/versions/1', () => HttpResponse.json(before)),
      http.put('*/api/templates/mine', async ({ request }) => {
        saved.push(await request.json());
        return HttpResponse.json(own);
      }),
    );
    renderPage(WorkflowsPage, '/workflows', '?template=mine');

    await userEvent.click(await screen.findByRole('button', { name: 'Look at version 1' }));
    expect(await screen.findByRole('region', { name: 'Graph of version 1' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Take this one back' }));

    await waitFor(() => expect(saved).toEqual([before]));
  });
});

describe('the editor', () => {
  it('makes fields of values in the graph, shows the form, and saves it as a template', async () => {
    serveStudio();
    const saved: unknown[] = [];
    server.use(
      http.put('*/api/templates/:id', async ({ request, params }) => {
        saved.push({ id: params.id, body: await request.json() });
        return HttpResponse.json(aTemplate('my_flow'));
      }),
    );
    keepDraft(draftOf(brought, 'my_flow.json'));
    const user = userEvent.setup();
    const { router } = renderPage(EditorPage, '/workflows/editor');

    expect(await screen.findByText(/No engine has checkpoints\/sd15.safetensors/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^steps/ }));
    await user.click(screen.getByRole('button', { name: /^Steps/ }));
    const label = screen.getByRole('textbox', { name: 'Label' });
    await user.clear(label);
    await user.type(label, 'How fine');
    await user.click(screen.getByRole('radio', { name: 'Form' }));
    expect(screen.getByRole('textbox', { name: 'How fine' })).toHaveValue('20');
    await user.click(screen.getByRole('button', { name: 'Save and try' }));

    await waitFor(() => expect(router.state.location.pathname).toBe('/generate'));
    expect(saved).toMatchObject([{ id: 'my_flow', body: { title: 'My flow', slots: [{ name: 'seed' }, { name: 'steps', label: 'How fine', type: 'integer', inputs: ['3.steps'] }] } }]);
  });

  it('says at the field what the API has against it', async () => {
    serveStudio();
    server.use(http.put('*/api/templates/:id', () => HttpResponse.json({ title: 'No', status: 400, detail: 'Check the marked fields.', errors: { 'slots[0].label': ['A label is missing.'] } }, { status: 400 })));
    keepDraft(draftOf(brought, 'my_flow.json'));
    renderPage(EditorPage, '/workflows/editor');

    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));

    expect(await screen.findByText('A label is missing.')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('Check the marked fields.');
  });
});
