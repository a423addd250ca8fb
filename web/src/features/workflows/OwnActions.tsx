import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Template } from '@/shared/api/types';
import { offerUndo } from '@/shared/undo/offerUndo';
import { openTemplate, useTemplateCommands } from './api';
import { keepDraft } from './editor/useDraft';

type Props = { template: Template; onRemoved: () => void };

/** What one may do to a workflow of one's own. */
export function OwnActions({ template, onRemoved }: Props) {
  const commands = useTemplateCommands();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });
    } finally {
      setBusy(false);
    }
  };
  const edit = () =>
    attempt(async () => {
      keepDraft(await openTemplate(template));
      await navigate({ to: '/workflows/editor' });
    });
  const remove = () =>
    attempt(async () => {
      await commands.remove(template.id);
      onRemoved();
      offerUndo({ id: `template-${template.id}`, label: `“${template.title}” is deleted.`, undo: () => attempt(() => commands.restore(template.id)) });
    });

  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} stroke={1.6} />} disabled={isBusy} onClick={() => void edit()}>
        Edit
      </Button>
      <Button variant="default" leftSection={<IconTrash size={16} stroke={1.6} />} disabled={isBusy} onClick={() => void remove()}>
        Delete
      </Button>
    </>
  );
}
