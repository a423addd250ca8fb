import { UnstyledButton } from '@mantine/core';
import { lazy } from 'react';
import { LatePopup } from '@/shared/ui/LatePopup';
import { ProgressRing } from '@/shared/ui/ProgressRing';
import classes from './StatusPill.module.css';
import { useStudioStatus } from './useStudioStatus';

const load = () => import('./StatusPopover');
const StatusPopover = lazy(() => load().then(module => ({ default: module.StatusPopover })));

/** How the studio is doing, always in sight. */
export function StatusPill() {
  const status = useStudioStatus();

  return (
    <LatePopup
      target={button => (
        <UnstyledButton className={classes.pill} aria-label={`Status: ${status.label}`} aria-haspopup="dialog" onPointerEnter={() => void load()} {...button}>
          {status.tone === 'busy' ? <ProgressRing fraction={status.fraction} /> : <i className={classes.dot} data-tone={status.tone} />}
          <span className={classes.words}>{status.label}</span>
          <span className={classes.short}>{status.short}</span>
        </UnstyledButton>
      )}
    >
      {(target, close) => <StatusPopover target={target} onClose={close} />}
    </LatePopup>
  );
}
