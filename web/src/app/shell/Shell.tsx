import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { TopbarSlot } from '@/shared/ui/topbarSlot';
import { Banners } from './Banners';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import { SettingsMenu } from './SettingsMenu';
import classes from './Shell.module.css';
import { StatusPill } from './StatusPill';
import { usePageKeys } from './usePageKeys';

// Nobody needs these before they ask for them.
const CommandPalette = lazy(() => import('./CommandPalette').then(module => ({ default: module.CommandPalette })));
const ShortcutSheet = lazy(() => import('./ShortcutSheet').then(module => ({ default: module.ShortcutSheet })));

export function Shell() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [isHelpOpen, { open: showHelp, close: hideHelp }] = useDisclosure(false);
  const [paletteWish, setPaletteWish] = useState(0);
  const showPalette = () => setPaletteWish(wish => wish + 1);
  usePageKeys(showHelp);
  useHotkeys([['mod+K', showPalette]], []);

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
        <Hint label="Commands (Ctrl+K)">
          <ActionIcon size={32} aria-label="Commands" className={classes.commands ?? ''} onClick={showPalette}>
            <IconSearch size={18} stroke={1.6} />
          </ActionIcon>
        </Hint>
        <StatusPill />
        <SettingsMenu onShowCommands={showPalette} onShowShortcuts={showHelp} />
      </header>
      <Navigation />
      <main id="page" tabIndex={-1} className={classes.page}>
        <Banners />
        <TopbarSlot value={slot}>
          <Outlet />
        </TopbarSlot>
      </main>
      <Suspense>
        {paletteWish > 0 && <CommandPalette wish={paletteWish} onShowShortcuts={showHelp} />}
        {isHelpOpen && <ShortcutSheet opened onClose={hideHelp} />}
      </Suspense>
    </div>
  );
}
