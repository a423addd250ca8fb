import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { QueueState } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import type { QueueCommands } from '@/shared/jobs/queueCommands';
import classes from './QueueTools.module.css';

type Props = { counts: QueueState; commands: QueueCommands; onCancelEverything: () => void; onSelectAll: () => void };

/** What is done to the whole queue. */
export function QueueTools({ counts, commands, onCancelEverything, onSelectAll }: Props) {
  const { paused, queued, active, failed, parked, succeeded, cancelled } = counts;
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  const label = paused ? 'Resume' : 'Pause';
  const toggle = () => void commands.setPaused(!paused);

  return (
    <>
      <Button className={classes.wide ?? ''} size="compact-md" variant={paused ? 'filled' : 'default'} leftSection={<Icon size={16} stroke={1.8} />} onClick={toggle}>
        {label}
      </Button>
      <ActionIcon className={classes.narrow ?? ''} size={32} variant={paused ? 'filled' : 'subtle'} aria-label={`${label} the queue`} onClick={toggle}>
        <Icon size={18} stroke={1.8} />
      </ActionIcon>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon size={32} aria-label="More for the queue">
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={queued === 0} onClick={onSelectAll}>
            Select everything that waits
          </Menu.Item>
          <Menu.Item disabled={queued === 0} onClick={() => void commands.cancelEverything({ waitingOnly: true })}>
            Cancel what waits{numbered(queued)}
          </Menu.Item>
          <Menu.Item disabled={queued + active === 0} color="red" onClick={onCancelEverything}>
            Cancel everything{numbered(queued + active)}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={failed === 0} onClick={() => void commands.retryAll(['failed'])}>
            Retry what failed{numbered(failed)}
          </Menu.Item>
          <Menu.Item disabled={parked === 0} onClick={() => void commands.retryAll(['parked'])}>
            Requeue what was set aside{numbered(parked)}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={succeeded + cancelled === 0} onClick={() => void commands.clearEnded(false)}>
            Clear finished{numbered(succeeded + cancelled)}
          </Menu.Item>
          <Menu.Item disabled={failed + parked === 0} onClick={() => void commands.clearEnded(true)}>
            Clear finished and failed
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const numbered = (number: number) => (number > 0 ? ` (${count(number)})` : '');
