import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { albumsQuery } from '../acts/albums';
import classes from './Details.module.css';

/** The albums that an image lies in. */
export function Albums({ ids }: { ids: readonly string[] }) {
  const { data = [] } = useQuery({ ...albumsQuery, enabled: ids.length > 0 });
  const albums = data.filter(({ id }) => ids.includes(id));
  if (albums.length === 0) return null;
  return (
    <p className={classes.quiet}>
      In{' '}
      {albums.map(({ id, name }) => (
        <Link key={id} to="/gallery" search={{ album: [id] }}>
          {name}
        </Link>
      ))}
    </p>
  );
}
