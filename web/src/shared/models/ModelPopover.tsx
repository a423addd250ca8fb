import { Popover } from '@mantine/core';
import type { ReactElement } from 'react';
import { ModelList, type ModelListProps } from './ModelList';
import classes from './ModelPopover.module.css';

type Props = ModelListProps & { target: ReactElement; onClose: () => void };

export function ModelPopover({ target, onClose, ...list }: Props) {
  return (
    <Popover opened onChange={open => !open && onClose()} width="target" position="bottom" trapFocus returnFocus withRoles={false}>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} className={classes.dropdown ?? ''} role="dialog" aria-label={list.label}>
        <ModelList {...list} />
      </Popover.Dropdown>
    </Popover>
  );
}
