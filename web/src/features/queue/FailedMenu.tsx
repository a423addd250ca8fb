import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPencil, IconRepeat } from '@tabler/icons-react';
import type { Job } from '@/shared/api/types';
import { enginesQuery, isUp } from '@/shared/engines/queries';
import type { ItemActions } from './actions';

type Props = { job: Job; actions: ItemActions };

/** What else can be done about a failure: with other values, or somewhere else. */
export function FailedMenu({ job, actions }: Props) {
  const { data: engines = [] } = useQuery(enginesQuery);
  const others = engines.filter(engine => engine.id !== job.engine?.id && isUp(engine));
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={17} stroke={1.6} />} renderRoot={props => <Link {...props} to="/generate" search={{ retry: job.id }} />}>
        Edit and retry
      </Menu.Item>
      {job.groupSize > 1 && (
        <Menu.Item leftSection={<IconRepeat size={17} stroke={1.6} />} onClick={() => actions.retryGroup(job)}>
          Retry all failed of this group
        </Menu.Item>
      )}
      {others.length > 0 && <Menu.Label>Retry on another engine</Menu.Label>}
      {others.map(engine => (
        <Menu.Item key={engine.id} onClick={() => actions.retry(job, engine.id)}>
          {engine.name}
        </Menu.Item>
      ))}
    </>
  );
}
