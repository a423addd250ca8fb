import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import { imageQuery } from '@/shared/images/queries';
import { templatesQuery } from '@/shared/templates/queries';
import { patchOfImage, type Patch } from '@/shared/forms/settings';

/** Fills the form with what made an image; `?from=` does it for whoever comes from elsewhere. */
export function useTakeOver(current: string, change: (patch: Patch) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/generate' });

  const takeOver = async (imageId: string) => {
    try {
      const [image, templates] = await Promise.all([queries.query(imageQuery(imageId)), queries.query(templatesQuery)]);
      change(patchOfImage(image, templates, current));
      notifications.show({ message: 'The form now holds the settings of that image.' });
    } catch (error) {
      notifications.show({ color: 'red', title: 'Settings not found', message: toProblem(error).message });
    }
  };

  const arrive = useEffectEvent((imageId: string) => {
    // Gone from the address at once, or a refresh would undo what is typed after.
    void navigate({ to: '/generate', search: {}, replace: true });
    void takeOver(imageId);
  });

  useEffect(() => {
    if (from !== undefined) arrive(from);
  }, [from]);

  return takeOver;
}
