/** What the gallery's address holds, so that a search and an open image can be shared and survive a refresh. */
export type GallerySearch = Partial<Record<TextField, string>> &
  Partial<Record<ListField, string[]>> & {
    rating?: number;
    favorite?: true;
    sort?: Sort;
    /** The open image. */
    image?: string;
    /** The images side by side. */
    compare?: string[];
  };

export type ImageFilter = Omit<GallerySearch, 'sort' | 'image' | 'compare'>;

const textFields = ['q', 'from', 'to', 'group', 'sequence', 'job'] as const;
export const listFields = ['model', 'lora', 'template', 'sampler', 'engine', 'size', 'aspect', 'tag', 'album', 'source', 'seed'] as const;
export const sorts = ['newest', 'oldest', 'model', 'prompt', 'rating'] as const;

type TextField = (typeof textFields)[number];
export type ListField = (typeof listFields)[number];
export type Sort = (typeof sorts)[number];

/** Of what an address says, what the gallery understands. A word that looks like a number is one for the router. */
export function readSearch(raw: Record<string, unknown>): GallerySearch {
  const search: GallerySearch = {};
  for (const field of textFields) {
    const value = text(raw[field]);
    if (value !== null) search[field] = value;
  }
  for (const field of listFields) {
    const values = list(raw[field]);
    if (values.length > 0) search[field] = values;
  }
  const rating = Number(raw.rating);
  if (Number.isInteger(rating) && rating >= 1 && rating <= 5) search.rating = rating;
  if (raw.favorite === true || raw.favorite === 'true') search.favorite = true;
  const sort = sorts.find(name => name === raw.sort);
  if (sort && sort !== 'newest') search.sort = sort;
  // A range that ends before it begins is one of which only the beginning is meant.
  if (rangeProblem(search) !== null) delete search.to;
  const image = text(raw.image);
  if (image !== null) search.image = image;
  const compared = list(raw.compare).slice(0, mostCompared);
  if (compared.length > 1) search.compare = compared;
  return search;
}

export const mostCompared = 4;

export function filterOf(search: GallerySearch): ImageFilter {
  const filter: GallerySearch = { ...search };
  delete filter.sort;
  delete filter.image;
  delete filter.compare;
  return filter;
}

export const isFiltered = (filter: ImageFilter) => Object.keys(filter).length > 0;

/** One value more or less of a field that may have several. */
export function toggled(search: GallerySearch, field: ListField, value: string): GallerySearch {
  const before = search[field] ?? [];
  const values = before.includes(value) ? before.filter(other => other !== value) : [...before, value];
  return patched(search, { [field]: values.length === 0 ? undefined : values });
}

/** The same search with some fields set or, where undefined, taken away. */
export function patched(search: GallerySearch, patch: { [K in keyof GallerySearch]?: GallerySearch[K] | undefined }): GallerySearch {
  const entries = Object.entries({ ...search, ...patch }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}

/** What is wrong with a range of days; null when nothing is. */
export const rangeProblem = ({ from, to }: Pick<ImageFilter, 'from' | 'to'>) =>
  from !== undefined && to !== undefined && to.slice(0, 10) < from.slice(0, 10) ? 'The end is before the beginning.' : null;

const text = (value: unknown) => {
  const words = typeof value === 'number' ? String(value) : value;
  return typeof words === 'string' && words !== '' ? words : null;
};

const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(one => {
    const words = text(one);
    return words === null ? [] : [words];
  });
