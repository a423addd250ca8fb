import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewWebhook } from '@/shared/api/types';
import { ProblemState } from '@/shared/ui/ProblemState';
import { AddWebhook } from './AddWebhook';
import { SecretNote } from './SecretNote';
import { WebhookCard } from './WebhookCard';
import classes from './Webhooks.module.css';
import { webhooksQuery } from './webhooks';

export function Webhooks() {
  const { data, error, refetch } = useQuery(webhooksQuery);
  const [fresh, setFresh] = useState<NewWebhook | null>(null);

  return (
    <section className={classes.section} aria-labelledby="webhooks">
      <header>
        <h2 id="webhooks" className={classes.title}>
          Webhooks
        </h2>
        <p className={classes.intro}>
          Tell another program when your images are finished or a job failed. Each message is signed, and tried again for three days until it arrives.
        </p>
      </header>
      {fresh && <SecretNote webhook={fresh} onClose={() => setFresh(null)} />}
      {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={96} radius="lg" aria-label="Loading the webhooks" />}
      {data && (
        <ul className={classes.list}>
          {data.map(webhook => (
            <li key={webhook.id}>
              <WebhookCard webhook={webhook} onNewSecret={setFresh} />
            </li>
          ))}
        </ul>
      )}
      {data && <AddWebhook onAdded={setFresh} />}
    </section>
  );
}
