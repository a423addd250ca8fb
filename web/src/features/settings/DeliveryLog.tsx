import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '@/shared/api/problem';
import type { WebhookDelivery } from '@/shared/api/types';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { plural } from '@/shared/format/words';
import classes from './Webhooks.module.css';
import { deliveriesQuery, eventLabels, useRetryDelivery } from './webhooks';

const stateLabels: Record<WebhookDelivery['state'], string> = { waiting: 'On its way', delivered: 'Delivered', givenUp: 'Given up' };

/** The newest messages to one webhook and how they went. */
export function DeliveryLog({ webhookId }: { webhookId: string }) {
  const { data, error } = useQuery(deliveriesQuery(webhookId));
  const retrying = useRetryDelivery(webhookId);

  if (!data && error) return <p className={classes.problem}>{toProblem(error).message}</p>;
  if (!data) return <Skeleton height={40} aria-label="Loading the messages" />;
  if (data.length === 0) return <p className={classes.note}>It was not told anything yet.</p>;
  return (
    <ul className={classes.log} aria-label="Messages">
      {data.map(delivery => (
        <li key={delivery.id}>
          <span>{eventLabels[delivery.event] ?? delivery.event}</span>
          <span className={classes.state} data-state={delivery.state}>
            {wordsOf(delivery)} · <TimeAgo time={delivery.triedAt ?? delivery.createdAt} />
          </span>
          {delivery.problem && <p>{delivery.problem}</p>}
          {delivery.state !== 'delivered' && delivery.tries > 0 && (
            <Button size="compact-sm" variant="default" c="var(--cs-text)" onClick={() => retrying.mutate(delivery.messageId)}>
              Try now
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const wordsOf = ({ state, tries }: WebhookDelivery) =>
  tries > 1 || state === 'givenUp' ? `${stateLabels[state]} after ${plural(tries, 'try', 'tries')}` : stateLabels[state];
