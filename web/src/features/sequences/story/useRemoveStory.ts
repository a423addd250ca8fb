import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { toProblem } from '@/shared/api/problem';
import { offerUndo } from '@/shared/undo/offerUndo';
import { removeStory, restoreStory, storyKeys } from '../api';

/** Deletes a story, and offers it back for a while. */
export function useRemoveStory() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => queries.invalidateQueries({ queryKey: storyKeys.list });

  return async ({ id, title }: { id: string; title: string }) => {
    try {
      await removeStory(id);
      await navigate({ to: '/stories' });
      queries.removeQueries({ queryKey: storyKeys.one(id) });
      await refresh();
      offerUndo({
        id,
        label: `${title || 'Story'} deleted`,
        undo: async () => {
          try {
            await restoreStory(id);
            await refresh();
          } catch (error) {
            notifications.show({ color: 'red', title: 'The story did not come back', message: toProblem(error).message });
          }
        },
      });
    } catch (error) {
      notifications.show({ color: 'red', title: 'The story was not deleted', message: toProblem(error).message });
    }
  };
}
