import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState title="There is no such page" action={<Button renderRoot={props => <Link {...props} to="/generate" />}>Go to Generate</Button>}>
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </Page>
  );
}
