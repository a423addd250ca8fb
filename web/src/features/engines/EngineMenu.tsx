import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical, IconDropletDown, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { toProblem } from '@/shared/api/problem';
import type { Engine } from '@/shared/api/types';
import { isUp } from '@/shared/engines/queries';
import { useRefreshCatalog, useSteerEngine } from './engineCommands';
import { useRemoval } from './useRemoval';

type Props = { engine: Engine; onEdit: () => void };

const say = (error: unknown) => notifications.show({ message: toProblem(error).message, color: 'red' });

/** What can be done with an engine. One that is configured is edited and removed where it is configured. */
export function EngineMenu({ engine, onEdit }: Props) {
  const steer = useSteerEngine(engine.id);
  const refresh = useRefreshCatalog(engine.id);
  const remove = useRemoval(engine);
  const isOwn = engine.source === 'studio';

  const handleRefresh = () =>
    refresh.mutate(undefined, {
      onSuccess: () => notifications.show({ message: `Asked ${engine.name} for its models and nodes.` }),
      onError: say,
    });

  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon size={36} aria-label={`Actions for ${engine.name}`}>
          <IconDotsVertical size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isOwn && <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>Edit</Menu.Item>}
        {engine.mode !== 'active' && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => steer.mutate('resume', { onError: say })}>Resume</Menu.Item>
        )}
        {engine.mode !== 'paused' && (
          <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => steer.mutate('pause', { onError: say })}>Pause</Menu.Item>
        )}
        {engine.mode !== 'draining' && (
          <Menu.Item leftSection={<IconDropletDown size={16} />} onClick={() => steer.mutate('drain', { onError: say })}>
            Drain, to switch it off
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconRefresh size={16} />} disabled={!isUp(engine)} onClick={handleRefresh}>
          Ask again what it has
        </Menu.Item>
        <Menu.Divider />
        {isOwn
          ? <Menu.Item leftSection={<IconTrash size={16} />} onClick={remove}>Remove</Menu.Item>
          : <Menu.Label>{configuredIn(engine)}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

const configuredIn = ({ setting }: Engine) => `Configured${setting ? ` by ${setting}` : ''}: edit or remove it there.`;
