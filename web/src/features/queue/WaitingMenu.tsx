import { Menu } from '@mantine/core';
import { IconArrowBarToDown, IconArrowBarToUp, IconArrowDown, IconArrowUp, IconCheck, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { Job } from '@/shared/api/types';
import { priorities, priorityWord } from '@/shared/jobs/priorities';
import type { WaitingActions } from './actions';

const icon = { size: 17, stroke: 1.6 };

type Props = { job: Job; place: number; actions: WaitingActions };

/** Everything that can be done with a job that waits; also what is otherwise done by dragging. */
export function WaitingMenu({ job, place, actions }: Props) {
  const { commands, nudge, cancelGroup } = actions;
  const isGroup = job.groupSize > 1;
  return (
    <>
      <Menu.Item disabled={place === 0} leftSection={<IconArrowBarToUp {...icon} />} onClick={() => void commands.move([job], { to: 'front' })}>
        Move to front
      </Menu.Item>
      <Menu.Item disabled={place === 0} leftSection={<IconArrowUp {...icon} />} onClick={() => nudge(job, -1)}>
        Move up
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => nudge(job, 1)}>
        Move down
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowBarToDown {...icon} />} onClick={() => void commands.move([job], { to: 'back' })}>
        Move to the back
      </Menu.Item>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>Priority: {priorityWord(job.priority)}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {priorities.map(({ value, label }) => (
            <Menu.Item
              key={value}
              role="menuitemradio"
              aria-checked={job.priority === value}
              rightSection={job.priority === value ? <IconCheck size={16} /> : <span aria-hidden>{value}</span>}
              onClick={() => void commands.setPriority([job], value)}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Divider />
      {(isGroup || job.held) && (
        <Menu.Item
          leftSection={job.held ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
          onClick={() => void commands.setGroupPaused(job.groupId, !job.held)}
        >
          {job.held ? 'Resume this group' : `Pause this group of ${job.groupSize}`}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconX {...icon} />} onClick={() => void commands.cancelJob(job)}>
        Cancel
      </Menu.Item>
      {isGroup && (
        <>
          <Menu.Item leftSection={<IconX {...icon} />} onClick={() => void commands.cancelGroup(job.groupId, { waitingOnly: true })}>
            Cancel what waits of this group
          </Menu.Item>
          <Menu.Item leftSection={<IconX {...icon} />} onClick={() => cancelGroup(job)}>
            Cancel the whole group
          </Menu.Item>
        </>
      )}
    </>
  );
}
