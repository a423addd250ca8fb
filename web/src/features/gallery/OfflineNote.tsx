import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '@/shared/engines/queries';
import classes from './OfflineNote.module.css';

/** A lost mount is not a deletion, and must not look like one. */
export function OfflineNote() {
  const { data } = useQuery(systemQuery);
  if (data?.imagesOnline !== false) return null;
  return (
    <p role="status" className={classes.note}>
      The images folder {data.imagesRoot} is not there. Is a drive unmounted? Nothing was deleted: what you see is what was known last, and it is complete again as
      soon as the folder is back.
    </p>
  );
}
