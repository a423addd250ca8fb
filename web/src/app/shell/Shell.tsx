import { ActionIcon, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { TopbarSlot } from '@/shared/ui/topbarSlot';
import { Banners } from './Banners';
import { CommandPalette } from './CommandPalette';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import { SettingsMenu } from './SettingsMenu';
import classes from './Shell.module.css';
import { ShortcutSheet } from './ShortcutSheet';
import { StatusPill } from './StatusPill';
import { usePageKeys } from './usePageKeys';

export function Shell() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [isHelpOpen, { open: showHelp, close: hideHelp }] = useDisclosure(false);
  usePageKeys(showHelp);

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <div className={classes.brand}>
        <Logo />
      </div>
      <header className={classes.topbar}>
        <div ref={setSlot} className={classes.heading} />
        <Tooltip label="Commands (Ctrl+K)">
          <ActionIcon size={32} aria-label="Commands" className={classes.commands ?? ''} onClick={spotlight.open}>
            <IconSearch size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <StatusPill />
        <SettingsMenu onShowShortcuts={showHelp} />
      </header>
      <Navigation />
      <main id="page" tabIndex={-1} className={classes.page}>
        <Banners />
        <TopbarSlot value={slot}>
          <Outlet />
        </TopbarSlot>
      </main>
      <CommandPalette onShowShortcuts={showHelp} />
      <ShortcutSheet opened={isHelpOpen} onClose={hideHelp} />
    </div>
  );
}
