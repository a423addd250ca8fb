import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Made, Patch } from '@/shared/forms/settings';
import { imageQuery } from '@/shared/images/queries';
import { modelsQuery } from '@/shared/models/queries';
import { templatesQuery } from '@/shared/templates/queries';
import { readImage } from './api';
import { isTold, restore } from './restore/restore';
import type { TakenOver } from './restore/RestoreNote';

const ours = ['studio', 'comfyui'];

/** Fills the form with what made an image: one of the gallery, or a file that somebody holds. `?from=` does it for whoever comes from elsewhere. */
export function useTakeOver(current: string, change: (patch: Patch) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/generate' });
  const [taken, setTaken] = useState<TakenOver | null>(null);

  const fill = async (made: Made, name: string) => {
    setTaken(null);
    // Without the engines' lists names are taken as they are.
    const [templates, models] = await Promise.all([queries.query(templatesQuery), queries.query(modelsQuery).catch(() => undefined)]);
    const isElsewhere = made.source != null && !ours.includes(made.source);
    if (!isTold(made)) {
      setTaken({ name, isTold: false, losses: [], isElsewhere });
      return;
    }
    const { patch, losses } = restore(made, templates, current, models);
    change(patch);
    if (losses.length > 0 || isElsewhere) setTaken({ name, isTold: true, losses, isElsewhere });
    else notifications.show({ message: 'The form now holds the settings of that image.' });
  };

  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      notifications.show({ color: 'red', title: 'Settings not found', message: toProblem(error).message });
    }
  };

  const takeOver = (imageId: string) =>
    attempt(async () => {
      const image = await queries.query(imageQuery(imageId));
      await fill(image, image.fileName);
    });

  const takeFile = (file: File) =>
    attempt(async () => {
      const reading = notifications.show({ loading: true, autoClose: false, message: `Reading ${file.name}` });
      try {
        await fill(await readImage(file), file.name);
      } finally {
        notifications.hide(reading);
      }
    });

  const arrive = useEffectEvent((imageId: string) => {
    // Gone from the address at once, or a refresh would undo what is typed after.
    void navigate({ to: '/generate', search: {}, replace: true });
    void takeOver(imageId);
  });

  useEffect(() => {
    if (from !== undefined) arrive(from);
  }, [from]);

  return { takeOver, takeFile, taken, forget: () => setTaken(null) };
}
