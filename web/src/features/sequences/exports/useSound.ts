import { useState } from 'react';
import { useSoundUpload } from '@/shared/inputs/upload';
import type { Sound } from '../types';

/** The sound of a film, from the file that somebody brought to the one that the studio has heard through. */
export function useSound() {
  const [sound, setSound] = useState<(Sound & { name: string }) | null>(null);
  const { upload, start, cancel } = useSoundUpload((taken, name) => setSound({ ...taken, name }));
  return { sound, upload, cancel, take: (file: File | undefined) => file && void start(file, file.name), remove: () => setSound(null) };
}

export type SoundChoice = ReturnType<typeof useSound>;
