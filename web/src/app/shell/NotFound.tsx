import { Link } from '@tanstack/react-router';
import { EmptyState } from '@/shared/ui/EmptyState';

export function NotFound() {
  return (
    <EmptyState title="There is no such page" action={<Link to="/generate">Go to Generate</Link>}>
      The address may be mistyped, or the page has moved.
    </EmptyState>
  );
}
