import { CloseButton, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Engine } from '@/shared/api/types';
import classes from './EngineDrawer.module.css';
import { EngineForm } from './EngineForm';

type Props = { engine: Engine | null; knownTags: string[]; isOpen: boolean; onClose: () => void };

/** The form beside the list, on a phone a sheet over it. */
export function EngineDrawer({ engine, knownTags, isOpen, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const title = engine ? `Edit ${engine.name}` : 'Add an engine';
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '88%' : 420}
      // A tap beside it must not cost what was typed.
      closeOnClickOutside={false}
      classNames={{ content: classes.content ?? '' }}
    >
      <Drawer.Overlay />
      {/* A heading of our own: the library's is a banner, of which a page has one. */}
      <Drawer.Content aria-label={title}>
        <Drawer.Body>
          <div className={classes.head}>
            <h2>{title}</h2>
            <CloseButton size="lg" aria-label="Close" onClick={onClose} />
          </div>
          <EngineForm key={engine?.id ?? 'new'} engine={engine} knownTags={knownTags} onDone={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
