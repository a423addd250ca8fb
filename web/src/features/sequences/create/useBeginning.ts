import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { storyKeys } from '../api';
import type { Story } from '../types';

/** Makes a story in any of the ways, and goes there. */
export function useBeginning() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (make: () => Promise<Story>) => make(),
    onSuccess: async story => {
      queries.setQueryData(storyKeys.one(story.id), story);
      void queries.invalidateQueries({ queryKey: storyKeys.list });
      await navigate({ to: '/stories/$id', params: { id: story.id } });
    },
  });
}
