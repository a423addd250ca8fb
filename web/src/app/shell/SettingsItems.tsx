import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconKeyboard, IconMoon, IconSearch, IconSun, IconSunMoon } from '@tabler/icons-react';
import type { ReactElement } from 'react';

const schemes = [
  { value: 'auto', label: 'As the system', icon: IconSunMoon },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'light', label: 'Light', icon: IconSun },
] as const;

type Props = { target: ReactElement; onClose: () => void; onShowCommands: () => void; onShowShortcuts: () => void };

export function SettingsItems({ target, onClose, onShowCommands, onShowShortcuts }: Props) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  return (
    <Menu opened onClose={onClose} position="bottom-end" width={220}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={18} stroke={1.6} />}
            rightSection={colorScheme === value ? <IconCheck size={16} /> : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSearch size={18} stroke={1.6} />} onClick={onShowCommands}>
          Commands
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.6} />} onClick={onShowShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
