import { CloseButton } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { systemQuery } from '@/shared/engines/queries';
import { useConnection } from '@/shared/live/useConnection';
import { useQueueAway, useQueueWatch } from '@/shared/live/useQueueAway';
import classes from './Banners.module.css';

/** One calm line at a time: what matters most. */
export function Banners() {
  const connection = useConnection();
  const isQueueAway = useQueueAway();
  useQueueWatch();
  const { data: system } = useQuery(systemQuery);
  const [isDismissed, setDismissed] = useSessionStorage({ key: 'comfystudio.simulator-seen', defaultValue: false });

  if (connection === 'offline')
    return (
      <div className={classes.banner} data-tone="warn" role="status">
        The studio does not answer. What you see is from before; it comes back by itself.
      </div>
    );
  if (isQueueAway)
    return (
      <div className={classes.banner} data-tone="warn" role="status">
        The queue (Redis) does not answer. Nothing is lost; images can be looked at, and the rest goes on when it is back.
      </div>
    );
  if (system?.imagesOnline === false)
    return (
      <div className={classes.banner} data-tone="warn" role="status">
        The image folder {system.imagesRoot} is not there. Mount it again; nothing is deleted meanwhile.
      </div>
    );
  if (!system?.simulator || isDismissed) return null;
  return (
    <div className={classes.banner} role="note">
      <span>
        <span className={classes.why}>No ComfyUI answers on this machine, so a simulator paints the pictures.</span>
        <span className={classes.short}>A simulator paints the pictures.</span>{' '}
        <Link to="/engines">
          <span className={classes.why}>Point the studio at yours</span>
          <span className={classes.short}>Use yours</span>
        </Link>
      </span>
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => setDismissed(true)} />
    </div>
  );
}
