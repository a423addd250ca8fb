import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { plural } from '@/shared/format/words';
import { priorities } from '@/shared/jobs/priorities';
import type { QueueCommands } from '@/shared/jobs/queueCommands';
import classes from './SelectionBar.module.css';
import type { Selection } from './useSelection';

type Props = { selection: Selection; commands: QueueCommands };

/** What is done to the chosen jobs together. */
export function SelectionBar({ selection, commands }: Props) {
  const { jobs, isAll, count, clear, selectAll } = selection;
  if (count === 0) return null;
  const after = (act: Promise<unknown>) => void act.then(clear);

  return (
    <div className={classes.bar} role="toolbar" aria-label="Selected jobs">
      <ActionIcon aria-label="Clear the selection" onClick={clear}>
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
      <span className={classes.count} role="status">
        {plural(count, 'image')}
      </span>
      {!isAll && (
        <>
          <Button variant="subtle" color="gray" size="compact-md" className={classes.all ?? ''} onClick={selectAll}>
            Select all
          </Button>
          <Button variant="default" size="compact-md" onClick={() => after(commands.move(jobs, { to: 'front' }))}>
            To front
          </Button>
          <Button variant="default" size="compact-md" className={classes.back ?? ''} onClick={() => after(commands.move(jobs, { to: 'back' }))}>
            To the back
          </Button>
          <Menu position="top-end" width={180}>
            <Menu.Target>
              <Button variant="default" size="compact-md">
                Priority
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {priorities.map(({ value, label }) => (
                <Menu.Item key={value} rightSection={<span aria-hidden>{value}</span>} onClick={() => after(commands.setPriority(jobs, value))}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <Button
        variant="light"
        color="red"
        size="compact-md"
        onClick={() => after(isAll ? commands.cancelEverything({ waitingOnly: true }) : commands.cancelJobs(jobs))}
      >
        Cancel
      </Button>
    </div>
  );
}
