import { Popover } from '@mantine/core';
import type { ReactElement } from 'react';
import { StatusDetails } from './StatusDetails';

type Props = { target: ReactElement; onClose: () => void };

export function StatusPopover({ target, onClose }: Props) {
  return (
    <Popover opened onChange={open => !open && onClose()} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} aria-label="Status">
        <StatusDetails onLeave={onClose} />
      </Popover.Dropdown>
    </Popover>
  );
}
