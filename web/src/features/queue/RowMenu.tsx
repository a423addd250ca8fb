import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';

type Props = { label: string; children: ReactNode };

/** A menu that costs its row nothing until it is opened. */
export function RowMenu({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const button = (
    <ActionIcon aria-label={label} aria-haspopup="menu" aria-expanded={isOpen}>
      <IconDots size={18} stroke={1.6} />
    </ActionIcon>
  );
  const open = () => {
    setOpened(true);
    setOpen(true);
  };

  if (!wasOpened)
    return (
      <span onClick={open} role="presentation">
        {button}
      </span>
    );
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={236}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
