import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Standstill } from './useStandstill';

/** The way out of a standstill. */
export function StandstillAct({ standstill: { resume } }: { standstill: Standstill }) {
  return resume ? (
    <Button size="compact-sm" variant="default" onClick={resume}>
      Resume
    </Button>
  ) : (
    <Button component={Link} to="/engines" size="compact-sm" variant="default" c="var(--cs-text)">
      Engines
    </Button>
  );
}
