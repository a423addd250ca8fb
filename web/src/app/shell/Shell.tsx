import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { TopbarSlot } from '@/shared/ui/topbarSlot';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';

export function Shell() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <header className={classes.brand}>
        <Logo />
        <span className={classes.wordmark}>ComfyStudio</span>
      </header>
      <div className={classes.topbar}>
        <div ref={setSlot} className={classes.heading} />
      </div>
      <Navigation />
      <main id="page" tabIndex={-1} className={classes.page}>
        <TopbarSlot value={slot}>
          <Outlet />
        </TopbarSlot>
      </main>
    </div>
  );
}
