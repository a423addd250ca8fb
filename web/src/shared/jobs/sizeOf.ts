import type { Job } from '@/shared/api/types';

/** The size that was asked for; a square for a template that does not say. */
export function sizeOf({ slots }: Pick<Job, 'slots'>): { width: number; height: number } {
  const { width, height } = slots;
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : { width: 1024, height: 1024 };
}
