import type { Pictured } from '@/shared/images/Thumbnail';
import type { FrameImage, Take } from '../types';

/** A frame's picture as its small copies are shown: by what it shows. */
export const picturedBy = (image: FrameImage, alt: string): Pictured => ({ ...image, prompt: alt, fileName: alt });

export const takePicture = ({ imageId, url, thumbnails, width, height, blur }: Take): FrameImage | null =>
  imageId !== null && url !== null && thumbnails !== null ? { id: imageId, url, thumbnails, width: width ?? 1024, height: height ?? 1024, blur } : null;
