import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Template } from '@/shared/api/types';
import { readiness } from './readiness';
import { preflightQuery } from './queries';
import classes from './ReadyNote.module.css';

/** Only when no engine can make it now: before the wait, not after. */
export function ReadyNote({ template }: { template: Template }) {
  const { data } = useQuery(preflightQuery(template));
  const ready = data && readiness(data);
  if (ready?.status !== 'missing') return null;
  return (
    <div className={classes.note} role="note">
      <span>
        {ready.sentence}{' '}
        <Link to="/workflows" search={{ template: template.id }}>
          What to install
        </Link>
      </span>
    </div>
  );
}
