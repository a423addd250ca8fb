import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '@/shared/ui/EmptyState';
import type { QueueFilter } from './filters';

const titles: Record<QueueFilter, string> = {
  all: 'The queue is empty',
  running: 'Nothing is running',
  waiting: 'Nothing waits',
  done: 'Nothing is done yet',
  failed: 'Nothing has failed',
  cancelled: 'Nothing was cancelled',
};

export function NothingHere({ filter }: { filter: QueueFilter }) {
  return (
    <EmptyState
      icon={<IconStack2 size={40} stroke={1.2} />}
      title={titles[filter]}
      action={
        filter === 'failed' || filter === 'cancelled' ? null : (
          <Button component={Link} to="/generate" variant="default" c="var(--cs-text)">
            Generate an image
          </Button>
        )
      }
    >
      {filter === 'all' ? 'What you generate lines up here, with its place and its progress.' : null}
    </EmptyState>
  );
}
