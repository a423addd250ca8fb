import { useState } from 'react';

/**
 * Whose preview stands in a picture's place: that of the job at work, and afterwards that of the job that made the picture, until the
 * picture has arrived. Only of a job that was seen at work: the studio forgets previews with their jobs.
 */
export function useLastingPreview(making: string | null, imageId: string | null): { previewed: string | null; onShown: () => void } {
  const [arrived, setArrived] = useState<string | null>(null);
  const [seen, setSeen] = useState(making);
  if (making !== null && making !== seen) setSeen(making);
  const isAwaited = imageId !== null && imageId !== arrived;
  return { previewed: making ?? (isAwaited ? seen : null), onShown: () => setArrived(imageId) };
}
