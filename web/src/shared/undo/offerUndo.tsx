import { notifications } from '@mantine/notifications';
import { UndoToast } from './UndoToast';

type Offer = { id: string; label: string; undo: () => void | Promise<void> };

/** For ten seconds what was done can be taken back: by the button, or by Ctrl+Z. The newest offer is the one that the keys mean. */
export function offerUndo({ id, label, undo }: Offer) {
  const toast = `undo-${id}`;
  const hide = () => void notifications.hide(toast);
  notifications.show({
    id: toast,
    autoClose: false,
    withCloseButton: true,
    message: (
      <UndoToast
        label={label}
        onTimeout={hide}
        onUndo={() => {
          hide();
          void undo();
        }}
      />
    ),
  });
}
