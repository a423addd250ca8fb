import { Outlet } from '@tanstack/react-router';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';

export function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <header className={classes.brand}>
        <Logo />
        <span className={classes.wordmark}>ComfyStudio</span>
      </header>
      <Navigation />
      <main id="page" tabIndex={-1} className={classes.page}>
        <Outlet />
      </main>
    </div>
  );
}
