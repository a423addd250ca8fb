import type { ThumbnailSize } from '@/shared/api/types';

/** The smallest thumbnail that is not stretched by more than a quarter. */
export function thumbnailFor(pixels: number): ThumbnailSize {
  if (pixels <= 375) return '300';
  return pixels <= 800 ? '640' : '1280';
}
