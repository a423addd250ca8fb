import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconDots, IconLink, IconSitemap } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Template } from '@/shared/api/types';
import { copyText } from '@/shared/ui/copyText';
import { shareLink, type Settings } from '../settings';

const FinalGraph = lazy(() => import('../preview/FinalGraph').then(module => ({ default: module.FinalGraph })));

type Props = { settings: Settings; template: Template; onReset: () => void };

export function FormMenu({ settings, template, onReset }: Props) {
  const [isOpen, setOpen] = useState(false);
  const share = async () => {
    const done = await copyText(shareLink(settings, template, window.location.origin));
    notifications.show({ message: done ? 'A link to these settings is copied.' : 'The browser did not allow copying.' });
  };
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon size={36} aria-label="More for this form">
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSitemap size={18} stroke={1.6} />} onClick={() => setOpen(true)}>
            See what would be sent
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={18} stroke={1.6} />} onClick={() => void share()}>
            Copy a link to these settings
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowBackUp size={18} stroke={1.6} />} onClick={onReset}>
            Reset all but the words
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{isOpen && <FinalGraph settings={settings} template={template} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
