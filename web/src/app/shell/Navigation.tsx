import { Link } from '@tanstack/react-router';
import classes from './Navigation.module.css';
import { pages } from './navigation';

/** A rail beside the page; on a phone a bar below it. */
export function Navigation() {
  return (
    <nav className={classes.nav} aria-label="Pages">
      {pages.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={22} stroke={1.6} aria-hidden />
          <span>{label}</span>
        </Link>
      ))}
    </nav>
  );
}
