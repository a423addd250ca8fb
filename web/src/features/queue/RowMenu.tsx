import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import list from './QueueList.module.css';

type Props = { label: string; children: ReactNode };

/** A menu that costs its row nothing until it is opened. */
export function RowMenu({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const button = (onClick?: () => void) => (
    <button type="button" className={list.icon} aria-label={label} aria-haspopup="menu" aria-expanded={isOpen} {...(onClick ? { onClick } : {})}>
      <IconDots size={18} stroke={1.6} />
    </button>
  );

  if (!wasOpened)
    return button(() => {
      setOpened(true);
      setOpen(true);
    });
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={236}>
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
