import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Webhook, WebhookSettings } from '@/shared/api/types';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { SettingsPage } from './SettingsPage';

const aWebhook = (webhook: Partial<Webhook> = {}): Webhook => ({
  id: 'w1',
  url: 'https://example.org/hook',
  events: ['group.finished'],
  enabled: true,
  problem: null,
  createdAt: '2026-01-02T12:00:00Z',
  lastDelivery: null,
  ...webhook,
});

function serveWebhooks(...webhooks: Webhook[]) {
  let known = webhooks;
  server.use(
    http.get('*/api/webhooks', () => HttpResponse.json(known)),
    http.post('*/api/webhooks', async ({ request }) => {
      const settings = (await request.json()) as WebhookSettings;
      if (!settings.url?.startsWith('http'))
        return HttpResponse.json({ title: 'Some values do not fit', errors: { url: ['This is no http or https address.'] } }, { status: 400 });
      const webhook = aWebhook({ url: settings.url, events: settings.events ?? [] });
      known = [...known, webhook];
      return HttpResponse.json({ webhook, secret: 'whsec_abc' }, { status: 201 });
    }),
    http.put('*/api/webhooks/:id', async ({ request }) => {
      const settings = (await request.json()) as WebhookSettings;
      known = known.map(each => ({ ...each, enabled: settings.enabled ?? true }));
      return HttpResponse.json(known[0]);
    }),
    http.delete('*/api/webhooks/:id', () => {
      known = [];
      return new HttpResponse(null, { status: 204 });
    }),
    http.post('*/api/webhooks/:id/test', () => new HttpResponse(null, { status: 202 })),
    http.get('*/api/webhooks/:id/deliveries', () =>
      HttpResponse.json([
        {
          id: 'm.w1',
          messageId: 'm',
          event: 'webhook.test',
          state: 'givenUp',
          tries: 11,
          status: 500,
          problem: 'The receiver answered 500.',
          createdAt: '2026-01-02T12:00:00Z',
          triedAt: '2026-01-02T12:00:00Z',
          dueAt: null,
        },
      ]),
    ),
  );
}

it('adds a webhook and shows its secret once', async () => {
  serveWebhooks();
  renderPage(SettingsPage, '/settings');

  await userEvent.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Address' }), 'example');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('This is no http or https address.')).toBeVisible();

  await userEvent.clear(screen.getByRole('textbox', { name: 'Address' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Address' }), 'https://example.org/hook');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));

  expect(await screen.findByText('whsec_abc')).toBeVisible();
  expect(await screen.findByRole('article', { name: 'https://example.org/hook' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'I have it' }));
  expect(screen.queryByText('whsec_abc')).toBeNull();
});

it('switches a webhook off and says why the studio did', async () => {
  serveWebhooks(aWebhook({ problem: 'Its receiver answered that it is gone (410).', enabled: false }));
  renderPage(SettingsPage, '/settings');

  expect(await screen.findByText(/it is gone \(410\)/)).toBeVisible();
  const tell = screen.getByRole('switch', { name: 'Tell https://example.org/hook' });
  expect(tell).not.toBeChecked();
  await userEvent.click(tell);
  expect(await screen.findByRole('switch', { name: 'Tell https://example.org/hook', checked: true })).toBeVisible();
});

it('sends a test and shows how the messages went', async () => {
  serveWebhooks(aWebhook());
  renderPage(SettingsPage, '/settings');

  await userEvent.click(await screen.findByRole('button', { name: 'Send a test' }));
  const log = await screen.findByRole('list', { name: 'Messages' });
  expect(within(log).getByText('The receiver answered 500.')).toBeVisible();
  expect(within(log).getByText(/Given up after 11 tries/)).toBeVisible();
});

it('removes a webhook on the second word', async () => {
  serveWebhooks(aWebhook());
  renderPage(SettingsPage, '/settings');

  await userEvent.click(await screen.findByRole('button', { name: 'More for https://example.org/hook' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove it and its secret' }));
  expect(await screen.findByRole('button', { name: 'Add a webhook' })).toBeVisible();
});
