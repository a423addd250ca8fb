import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconKeyboard, IconMoon, IconSearch, IconSun, IconSunMoon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { pages } from './navigation';

type Props = {
  /** Rises with each wish to see it. */
  wish: number;
  onShowShortcuts: () => void;
};

/** Every page and action by name. */
export function CommandPalette({ wish, onShowShortcuts }: Props) {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (wish > 0) spotlight.open();
  }, [wish]);

  const icon = (Icon: typeof IconMoon) => <Icon size={20} stroke={1.6} aria-hidden />;

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: pages.map(({ to, label, icon: Icon }) => ({
        id: to,
        label,
        leftSection: icon(Icon),
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Appearance',
      actions: [
        { id: 'dark', label: 'Dark', keywords: 'theme colour', leftSection: icon(IconMoon), onClick: () => setColorScheme('dark') },
        { id: 'light', label: 'Light', keywords: 'theme colour', leftSection: icon(IconSun), onClick: () => setColorScheme('light') },
        { id: 'auto', label: 'As the system', keywords: 'theme colour auto', leftSection: icon(IconSunMoon), onClick: () => setColorScheme('auto') },
      ],
    },
    {
      group: 'Help',
      actions: [{ id: 'shortcuts', label: 'Keyboard shortcuts', leftSection: icon(IconKeyboard), onClick: onShowShortcuts }],
    },
  ];

  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound="Nothing has that name."
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{ leftSection: <IconSearch size={18} stroke={1.6} />, placeholder: 'Go to a page, do something', 'aria-label': 'Command' }}
    />
  );
}
