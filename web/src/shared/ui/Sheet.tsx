import { CloseButton, Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Sheet.module.css';

type Props = {
  title: string;
  isOpen: boolean;
  position: 'right' | 'bottom';
  size: string | number;
  /** A tap beside it must not cost what was typed. */
  isKept?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** A panel from the edge. Its heading is our own: the library's is a banner, of which a page has one. */
export function Sheet({ title, isOpen, position, size, isKept = false, onClose, children }: Props) {
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position={position}
      size={size}
      closeOnClickOutside={!isKept}
      classNames={{ content: (position === 'bottom' ? classes.fromBelow : classes.content) ?? '', body: classes.body ?? '' }}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <Drawer.Body>
          <div className={classes.head}>
            <h2>{title}</h2>
            <CloseButton size="lg" aria-label="Close" onClick={onClose} />
          </div>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
