import { notifications } from '@mantine/notifications';
import { toProblem } from '@/shared/api/problem';
import type { Engine } from '@/shared/api/types';
import { offerUndo } from '@/shared/undo/offerUndo';
import { useRemoveEngine, useRestoreEngine } from './engineCommands';

const say = (error: unknown) => notifications.show({ message: toProblem(error).message, color: 'red' });

/** Removes an engine; for ten seconds that can be taken back, while it keeps what it works on. */
export function useRemoval(engine: Engine) {
  const removing = useRemoveEngine(engine.id);
  const restoring = useRestoreEngine(engine.id);
  const offer = () => offerUndo({ id: `removed-${engine.id}`, label: `${engine.name} removed.`, undo: () => restoring.mutate(undefined, { onError: say }) });

  return () => removing.mutate(undefined, { onSuccess: offer, onError: say });
}
