import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { NewWebhook, Webhook, WebhookDelivery, WebhookSettings } from '@/shared/api/types';

export const webhookKeys = { list: ['webhooks', 'list'] as const, deliveries: (id: string) => ['webhooks', 'deliveries', id] as const };

export const webhooksQuery = queryOptions({
  queryKey: webhookKeys.list,
  queryFn: ({ signal }) => api.get<Webhook[]>('/api/webhooks', { signal }),
});

/** Nothing announces a delivery, so an open list looks again by itself. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: webhookKeys.deliveries(id),
    queryFn: ({ signal }) => api.get<WebhookDelivery[]>(`/api/webhooks/${id}/deliveries`, { signal }),
    refetchInterval: 2_000,
  });

/** What the messages can tell of, in the words of people. */
export const eventLabels: Record<string, string> = {
  'group.finished': 'A group of images is finished',
  'job.failed': 'A job failed',
  'webhook.test': 'Test',
};

export const choosableEvents = ['group.finished', 'job.failed'] as const;

function useWebhookMutation<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }) });
}

export const useAddWebhook = () => useWebhookMutation((settings: WebhookSettings) => api.post<NewWebhook>('/api/webhooks', settings));

export const useChangeWebhook = (id: string) =>
  useWebhookMutation((settings: WebhookSettings) => api.put<Webhook>(`/api/webhooks/${id}`, settings));

export const useRemoveWebhook = (id: string) => useWebhookMutation(() => api.delete(`/api/webhooks/${id}`));

export const useRenewSecret = (id: string) => useWebhookMutation(() => api.post<NewWebhook>(`/api/webhooks/${id}/secret`));

export const useTestWebhook = (id: string) => useWebhookMutation(() => api.post(`/api/webhooks/${id}/test`));

export const useRetryDelivery = (id: string) =>
  useWebhookMutation((message: string) => api.post(`/api/webhooks/${id}/deliveries/${message}/retry`));
