import { assetUrl } from '@/shared/api/baseUrl';

const load = (url: string) =>
  new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image();
    // Else the canvas that it is drawn on would not give its pixels out again.
    image.crossOrigin = 'use-credentials';
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('This picture is not there any more.'));
    // An address of its own: the copy that the form's field left in the cache was fetched without leave to be read.
    image.src = assetUrl(`${url}?for=painting`);
  });

export type Loaded = { picture: HTMLImageElement; mask: HTMLCanvasElement | null };

export async function loadForPainting(pictureUrl: string, maskUrl: string | null): Promise<Loaded> {
  const picture = await load(pictureUrl);
  return { picture, mask: maskUrl === null ? null : asAlpha(await load(maskUrl)) };
}

/** White is what changes: its brightness becomes how much of the paint is there. */
function asAlpha(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = canvasOf(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    pixels.data[at + 3] = pixels.data[at] ?? 0;
    pixels.data.fill(255, at, at + 3);
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** White on black, of the picture's own size. */
export function toFile(painted: HTMLCanvasElement): Promise<Blob> {
  const canvas = canvasOf(painted.width, painted.height);
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(painted, 0, 0);
  }
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The browser could not make the mask.'))), 'image/png'));
}

function canvasOf(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
