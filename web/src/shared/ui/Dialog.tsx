import { CloseButton, Modal, type ModalRootProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';

type Props = { title: string; size?: ModalRootProps['size']; fullScreen?: boolean; onClose: () => void; children: ReactNode };

/** A window over the page. Its heading is our own: the library's is a banner, of which a page has one. */
export function Dialog({ title, size = 'md', fullScreen = false, onClose, children }: Props) {
  return (
    <Modal.Root opened onClose={onClose} size={size} fullScreen={fullScreen} centered classNames={{ content: classes.content ?? '', body: (fullScreen ? classes.full : classes.body) ?? '' }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title} radius={fullScreen ? 0 : 'lg'}>
        <Modal.Body>
          <div className={classes.head}>
            <h2>{title}</h2>
            <CloseButton size="lg" aria-label="Close" onClick={onClose} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
