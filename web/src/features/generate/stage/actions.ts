import type { Image, Job } from '@/shared/api/types';
import type { Seed } from '@/shared/forms/seed';

/** What can be done to what the stage shows. */
export type StageActions = {
  onCancel: (job: Job) => void;
  onRetry: (job: Job) => void;
  onUseSeed: (seed: Seed) => void;
  onUseSettings: (imageId: string) => void;
  isDraft: (image: Image) => boolean;
  onRenderProperly: (image: Image) => void;
  onTryPrompt: (prompt: string) => void;
  onReload: () => void;
};
