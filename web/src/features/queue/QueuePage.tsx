import { Page } from '@/shared/ui/Page';

export function QueuePage() {
  return <Page title="Queue">{null}</Page>;
}
