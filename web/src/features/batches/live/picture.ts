import type { Pictured } from '@/shared/images/Thumbnail';
import type { Cell } from '../types';

/** The image of a cell, as far as the cell tells of it; null while there is none. With its version an address holds for ever. */
export function pictureOf({ imageId, version, width, height }: Pick<Cell, 'imageId' | 'version' | 'width' | 'height'>, alt: string): Pictured | null {
  if (imageId === null) return null;
  const at = (size: number) => `/api/images/${imageId}/thumbnails/${size}${version ? `?v=${version}` : ''}`;
  return { width, height, prompt: alt, fileName: alt, thumbnails: { '300': at(300), '640': at(640), '1280': at(1280) } };
}

/** Width over height of the images: of those that are there, else as they were asked for. */
export function aspectOf(cells: readonly (Cell | undefined)[], slots: Readonly<Record<string, unknown>>): number {
  const made = cells.find(cell => cell?.width && cell.height);
  const [width, height] = made ? [made.width, made.height] : [slots.width, slots.height];
  const aspect = Number(width) / Number(height);
  return Number.isFinite(aspect) && aspect > 0 ? Math.min(3, Math.max(1 / 3, aspect)) : 1;
}
