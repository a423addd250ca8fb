import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconGridDots, IconLink, IconSitemap } from '@tabler/icons-react';
import type { ReactElement } from 'react';

type Props = { target: ReactElement; onClose: () => void; onShowGraph: () => void; onBatch: () => void; onShare: () => void; onReset: () => void };

export function FormItems({ target, onClose, onShowGraph, onBatch, onShare, onReset }: Props) {
  return (
    <Menu opened onClose={onClose} position="bottom-end" width={230}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconGridDots size={18} stroke={1.6} />} onClick={onBatch}>
          Make a batch of this
        </Menu.Item>
        <Menu.Item leftSection={<IconSitemap size={18} stroke={1.6} />} onClick={onShowGraph}>
          See what would be sent
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={18} stroke={1.6} />} onClick={onShare}>
          Copy a link to these settings
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowBackUp size={18} stroke={1.6} />} onClick={onReset}>
          Reset all but the words
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
