import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { lazy } from 'react';
import { LatePopup } from '@/shared/ui/LatePopup';

const load = () => import('./SettingsItems');
const SettingsItems = lazy(() => load().then(module => ({ default: module.SettingsItems })));

type Props = { onShowCommands: () => void; onShowShortcuts: () => void };

export function SettingsMenu(props: Props) {
  return (
    <LatePopup
      target={button => (
        <ActionIcon size={32} aria-label="Appearance and help" aria-haspopup="menu" onPointerEnter={() => void load()} {...button}>
          <IconDots size={20} stroke={1.6} />
        </ActionIcon>
      )}
    >
      {(target, close) => <SettingsItems target={target} onClose={close} {...props} />}
    </LatePopup>
  );
}
