import { Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ProgressRing } from '@/shared/ui/ProgressRing';
import classes from './StatusPill.module.css';
import { StatusDetails } from './StatusDetails';
import { useStudioStatus } from './useStudioStatus';

/** How the studio is doing, always in sight. */
export function StatusPill() {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const status = useStudioStatus();

  return (
    <Popover opened={isOpen} onChange={toggle} onDismiss={close} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.pill} onClick={toggle} aria-label={`Status: ${status.label}`} aria-expanded={isOpen}>
          {status.tone === 'busy' ? <ProgressRing fraction={status.fraction} /> : <i className={classes.dot} data-tone={status.tone} />}
          <span className={classes.words}>{status.label}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <StatusDetails onLeave={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
