/** A size with nothing missing. */
export type Area = { width: number; height: number };
export type SizePreset = Area & { label: string };

/** Sizes that a model family was trained on; other sizes repeat the subject. */
const sdxl: SizePreset[] = [
  { label: '1:1', width: 1024, height: 1024 },
  { label: '4:3', width: 1152, height: 896 },
  { label: '3:4', width: 896, height: 1152 },
  { label: '3:2', width: 1216, height: 832 },
  { label: '2:3', width: 832, height: 1216 },
  { label: '16:9', width: 1344, height: 768 },
  { label: '9:16', width: 768, height: 1344 },
];

/** 512 is the short side throughout. */
const sd15: SizePreset[] = [
  { label: '1:1', width: 512, height: 512 },
  { label: '4:3', width: 680, height: 512 },
  { label: '3:4', width: 512, height: 680 },
  { label: '3:2', width: 768, height: 512 },
  { label: '2:3', width: 512, height: 768 },
  { label: '16:9', width: 912, height: 512 },
  { label: '9:16', width: 512, height: 912 },
];

/** `side`: the square that the template starts with. */
export const presetsFor = (side: number): readonly SizePreset[] => (side <= 768 ? sd15 : sdxl);

export const isPreset = (preset: Area, width: number | null, height: number | null) =>
  preset.width === width && preset.height === height;

/** The drawn rectangle of a ratio: same area for each, so that none looks like more. */
export function glyphOf({ width, height }: Area, area = 170): Area {
  const ratio = width / height;
  return { width: Math.round(Math.sqrt(area * ratio)), height: Math.round(Math.sqrt(area / ratio)) };
}

export const megapixels = (width: number, height: number) => `${((width * height) / 1e6).toFixed(1)} MP`;
