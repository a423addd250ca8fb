import type { Pictured } from '@/shared/images/Thumbnail';
import type { FrameImage, Take } from '../types';

/** What small copies show; they stand still. */
type Small = Omit<FrameImage, 'kind'>;

/** A frame's picture as its small copies are shown: by what it shows. */
export const picturedBy = (image: Small, alt: string): Pictured => ({ ...image, prompt: alt, fileName: alt });

export const takePicture = ({ imageId, url, thumbnails, width, height, blur }: Take): Small | null =>
  imageId !== null && url !== null && thumbnails !== null ? { id: imageId, url, thumbnails, width: width ?? 1024, height: height ?? 1024, blur } : null;
