import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Engine } from '@/shared/api/types';
import { EngineForm } from './EngineForm';
import classes from './EngineForm.module.css';

type Props = { engine: Engine | null; knownTags: string[]; isOpen: boolean; onClose: () => void };

/** The form beside the list, on a phone a sheet over it. */
export function EngineDrawer({ engine, knownTags, isOpen, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '88%' : 420}
      title={engine ? `Edit ${engine.name}` : 'Add an engine'}
      classNames={{ content: classes.content ?? '', header: classes.header ?? '' }}
      // A tap beside it must not cost what was typed.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <EngineForm key={engine?.id ?? 'new'} engine={engine} knownTags={knownTags} onDone={onClose} />
    </Drawer>
  );
}
