import { notifications } from '@mantine/notifications';
import { toProblem } from '@/shared/api/problem';
import type { Engine } from '@/shared/api/types';
import { UndoToast } from '@/shared/jobs/UndoToast';
import { useRemoveEngine, useRestoreEngine } from './engineCommands';

const say = (error: unknown) => notifications.show({ message: toProblem(error).message, color: 'red' });

/** Removes an engine; for ten seconds that can be taken back, while it keeps what it works on. */
export function useRemoval(engine: Engine) {
  const removing = useRemoveEngine(engine.id);
  const restoring = useRestoreEngine(engine.id);
  const toast = `removed-${engine.id}`;
  const hide = () => notifications.hide(toast);

  const offerUndo = () =>
    notifications.show({
      id: toast,
      autoClose: false,
      message: (
        <UndoToast
          label={`${engine.name} removed.`}
          onUndo={() => {
            hide();
            restoring.mutate(undefined, { onError: say });
          }}
          onTimeout={hide}
        />
      ),
    });

  return () => removing.mutate(undefined, { onSuccess: offerUndo, onError: say });
}
