import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconPhotoOff, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { StoryCommands } from '../story/storyContext';
import type { Frame } from '../types';

type Props = { frame: Frame; place: number; last: number; commands: StoryCommands };

export function FrameMenu({ frame, place, last, commands }: Props) {
  const icon = (Icon: typeof IconDots) => <Icon size={16} stroke={1.6} aria-hidden />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={`Actions for frame ${place + 1}`}>
          <IconDots size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={icon(IconRefresh)} onClick={() => commands.reroll(frame)}>
          Make it again, new seed
        </Menu.Item>
        {frame.picture !== null && (
          <Menu.Item leftSection={icon(IconPhotoOff)} onClick={() => commands.setPicture(frame, null)}>
            Without the own picture
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={icon(IconPlus)} onClick={() => commands.insert(frame.id)}>
          Insert a frame before
        </Menu.Item>
        <Menu.Item leftSection={icon(IconArrowUp)} disabled={place === 0} onClick={() => commands.move(frame.id, place - 1)}>
          Move earlier
        </Menu.Item>
        <Menu.Item leftSection={icon(IconArrowDown)} disabled={place === last} onClick={() => commands.move(frame.id, place + 2)}>
          Move later
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={icon(IconTrash)} onClick={() => commands.remove(frame)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
