import { Page } from '@/shared/ui/Page';

export function GeneratePage() {
  return <Page title="Generate">{null}</Page>;
}
