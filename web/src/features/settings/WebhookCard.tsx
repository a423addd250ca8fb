import { ActionIcon, Button, Menu, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconKey, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { NewWebhook, Webhook } from '@/shared/api/types';
import { DeliveryLog } from './DeliveryLog';
import classes from './Webhooks.module.css';
import { eventLabels, useChangeWebhook, useRemoveWebhook, useRenewSecret, useTestWebhook } from './webhooks';

const say = (error: unknown) => notifications.show({ message: toProblem(error).message, color: 'red' });

export function WebhookCard({ webhook, onNewSecret }: { webhook: Webhook; onNewSecret: (webhook: NewWebhook) => void }) {
  const [isLogOpen, setIsLogOpen] = useState(false);
  const changing = useChangeWebhook(webhook.id);
  const testing = useTestWebhook(webhook.id);
  const settings = { url: webhook.url, events: webhook.events, enabled: webhook.enabled };

  return (
    <article className={classes.card} aria-label={webhook.url}>
      <div className={classes.head}>
        <h3 className={classes.url}>{webhook.url}</h3>
        <Switch
          aria-label={`Tell ${webhook.url}`}
          checked={webhook.enabled}
          disabled={changing.isPending}
          onChange={event => changing.mutate({ ...settings, enabled: event.currentTarget.checked }, { onError: say })}
        />
      </div>
      <p className={classes.note}>{webhook.events.map(name => eventLabels[name] ?? name).join(' · ')}</p>
      {webhook.problem && <p className={classes.problem}>Switched off: {webhook.problem}</p>}
      <div className={classes.buttons}>
        <Button
          variant="default"
          c="var(--cs-text)"
          loading={testing.isPending}
          onClick={() => testing.mutate(undefined, { onSuccess: () => setIsLogOpen(true), onError: say })}
        >
          Send a test
        </Button>
        <Button variant="default" c="var(--cs-text)" aria-expanded={isLogOpen} onClick={() => setIsLogOpen(open => !open)}>
          {isLogOpen ? 'Hide messages' : 'Messages'}
        </Button>
        <More webhook={webhook} onNewSecret={onNewSecret} />
      </div>
      {isLogOpen && <DeliveryLog webhookId={webhook.id} />}
    </article>
  );
}

function More({ webhook, onNewSecret }: { webhook: Webhook; onNewSecret: (webhook: NewWebhook) => void }) {
  const [isSure, setIsSure] = useState(false);
  const renewing = useRenewSecret(webhook.id);
  const removing = useRemoveWebhook(webhook.id);

  return (
    <Menu position="bottom-start" width={260} onClose={() => setIsSure(false)} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size={36} aria-label={`More for ${webhook.url}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          closeMenuOnClick
          leftSection={<IconKey size={16} />}
          onClick={() => renewing.mutate(undefined, { onSuccess: onNewSecret, onError: say })}
        >
          New signing secret
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => (isSure ? removing.mutate(undefined, { onError: say }) : setIsSure(true))}>
          {isSure ? 'Remove it and its secret' : 'Remove'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
