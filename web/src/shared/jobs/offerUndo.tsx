import { notifications } from '@mantine/notifications';
import { plural } from '@/shared/format/words';
import { UndoToast } from './UndoToast';

/** For ten seconds what was cancelled can be put back: by the button, or by Ctrl+Z. The newest offer is the one that the keys mean. */
export function offerUndo(count: number, undoId: string, undo: () => Promise<void>) {
  const id = `undo-${undoId}`;
  notifications.show({
    id,
    autoClose: false,
    withCloseButton: true,
    message: (
      <UndoToast
        label={`${plural(count, 'image')} taken out of the queue.`}
        onUndo={() => {
          notifications.hide(id);
          void undo();
        }}
        onTimeout={() => notifications.hide(id)}
      />
    ),
  });
}
