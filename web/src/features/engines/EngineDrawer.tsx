import { useMediaQuery } from '@mantine/hooks';
import type { Engine } from '@/shared/api/types';
import { Sheet } from '@/shared/ui/Sheet';
import { EngineForm } from './EngineForm';

type Props = { engine: Engine | null; knownTags: string[]; isOpen: boolean; onClose: () => void };

/** The form beside the list, on a phone a sheet over it. */
export function EngineDrawer({ engine, knownTags, isOpen, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const title = engine ? `Edit ${engine.name}` : 'Add an engine';
  return (
    <Sheet title={title} isOpen={isOpen} position={isPhone ? 'bottom' : 'right'} size={isPhone ? '88%' : 420} isKept onClose={onClose}>
      <EngineForm key={engine?.id ?? 'new'} engine={engine} knownTags={knownTags} onDone={onClose} />
    </Sheet>
  );
}
