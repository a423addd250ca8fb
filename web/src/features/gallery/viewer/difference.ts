import type { ImageDifference } from '@/shared/api/types';

/** Never "0 %" of what differs, and never "100 %" of what is partly alike. */
function percent(part: number): string {
  const value = part * 100;
  if (value < 0.01) return 'under 0.01 %';
  const text = value < 10 ? value.toFixed(2) : value.toFixed(1);
  return part < 1 && text === '100.0' ? 'over 99.9 %' : `${Number(text)} %`;
}

export function differenceWords({ identical, differing, largest }: ImageDifference): string {
  if (identical) return 'Pixel for pixel the same.';
  if (differing === null) return 'Another size or kind of picture: the two cannot be laid over each other.';
  const by = largest === null ? '' : `, by ${largest} of 255 at most`;
  return `${percent(differing)} of the pixels differ${by}.`;
}
