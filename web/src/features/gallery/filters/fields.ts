import type { FacetField } from '@/shared/api/types';
import type { ListField } from '../search';

/** What the result can be narrowed by, in the order of the chips. */
export const facetFields: readonly { field: FacetField & ListField; label: string }[] = [
  { field: 'model', label: 'Checkpoint' },
  { field: 'lora', label: 'LoRA' },
  { field: 'template', label: 'Template' },
  { field: 'tag', label: 'Tag' },
  { field: 'album', label: 'Album' },
  { field: 'size', label: 'Size' },
  { field: 'aspect', label: 'Shape' },
  { field: 'sampler', label: 'Sampler' },
  { field: 'engine', label: 'Engine' },
  { field: 'source', label: 'Made with' },
];

/** `At least so many stars`, of what is counted by exactly so many. */
export const ratingCounts = (counts: readonly { value: string; count: number }[]) =>
  [5, 4, 3, 2, 1].map(stars => ({ stars, count: counts.filter(({ value }) => Number(value) >= stars).reduce((sum, { count }) => sum + count, 0) }));
