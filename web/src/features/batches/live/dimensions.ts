import type { Template } from '@/shared/api/types';
import type { Seed } from '@/shared/forms/seed';
import { slotOf } from '@/shared/forms/values';
import type { Batch, Cell } from '../types';
import { valueWords } from '../words';

/** One way in which the cells of a batch differ. `place`: where in `Cell.at` it stands; what goes in step stands at `beside`, too. */
export type Dimension = { key: string; place: number; beside?: readonly number[]; label: string; values: readonly string[] };

type Cells = readonly (Cell | undefined)[];

const axisPlace = 1;
const seedPlace = 4;

/** Axes first, as they were asked for; then the rows of the list, then the seeds. Only what has more than one value. */
export function dimensionsOf(batch: Pick<Batch, 'axes'>, cells: Cells, template?: Template): Dimension[] {
  const sizes = sizesOf(cells);
  const all = [...axisDimensions(batch, sizes, template), rowDimension(batch, cells, sizes[0] ?? 1), seedDimension(cells, sizes[seedPlace] ?? 1)];
  return all.filter(({ values }) => values.length > 1);
}

function sizesOf(cells: Cells): number[] {
  const sizes: number[] = [];
  for (const cell of cells) cell?.at.forEach((at, place) => (sizes[place] = Math.max(sizes[place] ?? 1, at + 1)));
  return sizes;
}

/** What goes in step is one dimension with two names. */
function axisDimensions({ axes }: Pick<Batch, 'axes'>, sizes: readonly number[], template?: Template): Dimension[] {
  const leaderOf = (at: number): number => {
    const zip = axes[at]?.zipWith ?? at;
    return zip >= at ? at : leaderOf(zip);
  };
  const typed = axes.map(axis => axis.values.map(value => valueWords(value, slotOf(template, axis.slot)?.type)));
  return axes.flatMap((_, at): Dimension[] => {
    if (leaderOf(at) !== at) return [];
    const members = axes.map((__, other) => other).filter(other => leaderOf(other) === at);
    const size = Math.max(sizes[axisPlace + at] ?? 1, ...members.map(other => typed[other]?.length ?? 0));
    return [
      {
        key: `axis${at}`,
        place: axisPlace + at,
        beside: members.filter(other => other !== at).map(other => axisPlace + other),
        label: members.map(other => axes[other]?.label ?? '').join(' + '),
        values: Array.from({ length: size }, (__, value) => members.map(other => typed[other]?.[value] ?? '–').join(' · ')),
      },
    ];
  });
}

/** Rows go by their first words. */
function rowDimension({ axes }: Pick<Batch, 'axes'>, cells: Cells, size: number): Dimension {
  const swept = new Set(axes.map(({ slot }) => slot));
  const values = Array.from({ length: size }, (_, at) => `Row ${at + 1}`);
  // A single one is never shown, and a thousand cells would be asked for its words.
  for (const cell of size > 1 ? cells : []) {
    const row = cell?.at[0];
    if (!cell || row === undefined || values[row] !== `Row ${row + 1}`) continue;
    const own = Object.entries(cell.values).filter(([slot]) => !swept.has(slot) && slot !== 'seed');
    const words = (own.find(([slot]) => slot === 'prompt') ?? own[0])?.[1];
    if (words !== undefined) values[row] = valueWords(words);
  }
  return { key: 'row', place: 0, label: 'Row', values };
}

/** By the seed itself where all of a kind have the same one; with the words where those were drawn by it. */
function seedDimension(cells: Cells, size: number): Dimension {
  const seeds = new Map<number, Seed | null>();
  const prompts = new Map<number, string | null>();
  for (const cell of cells) {
    const at = cell?.at[seedPlace];
    if (!cell || at === undefined) continue;
    note(seeds, at, cell.seed);
    note(prompts, at, cell.prompt);
  }
  const words = Array.from({ length: size }, (_, at) => String(seeds.get(at) ?? `No. ${at + 1}`));
  const areDrawn = new Set(prompts.values()).size > 1 && [...prompts.values()].every(prompt => prompt !== null);
  return areDrawn
    ? { key: 'seed', place: seedPlace, label: 'Prompt', values: words.map((seed, at) => `${prompts.get(at) ?? ''} · ${seed}`) }
    : { key: 'seed', place: seedPlace, label: 'Seed', values: words };
}

/** Null once two of a place differ. */
const note = <T,>(known: Map<number, T | null>, at: number, value: T) => known.set(at, !known.has(at) || known.get(at) === value ? value : null);

export type GridShape = {
  x: Dimension;
  y: Dimension;
  /** What neither goes across nor down: one value of each is shown. */
  rest: readonly Dimension[];
};

/** Null where there is nothing to lay out in two directions. */
export function shapeOf(dimensions: readonly Dimension[], wanted: { x?: string | undefined; y?: string | undefined }): GridShape | null {
  const [first, second] = dimensions;
  if (!first || !second) return null;
  // Rows of a list read downwards, their seeds beside each other.
  const usual = first.key === 'row' ? { x: second, y: first } : { x: first, y: second };
  const x = dimensions.find(({ key }) => key === wanted.x) ?? (wanted.y === usual.x.key ? usual.y : usual.x);
  const y = dimensions.find(({ key }) => key === wanted.y && key !== x.key) ?? (usual.y === x ? usual.x : usual.y);
  return { x, y, rest: dimensions.filter(other => other !== x && other !== y) };
}

/** Where each cell stands, so that a place of the grid finds its cell. */
export function indexCells(cells: Cells): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const cell of cells) if (cell) places.set(knownKeyOf(cell.at), cell.index);
  return places;
}

const keys = new WeakMap<readonly number[], string>();

/** A cell stays where it is, whatever happens to it: its place is put into words once. */
function knownKeyOf(at: readonly number[]): string {
  const known = keys.get(at);
  if (known !== undefined) return known;
  const key = keyOf(at);
  keys.set(at, key);
  return key;
}

export const keyOf = (at: readonly number[]) => at.join();

/** The place of a grid as `Cell.at`; `rest` is the value that is shown of each other dimension. */
export function placeAt({ x, y, rest }: GridShape, column: number, row: number, shown: Readonly<Record<string, number>>): number[] {
  const at = [0, 0, 0, 0, 0];
  const set = ({ place, beside = [] }: Dimension, value: number) => [place, ...beside].forEach(each => (at[each] = value));
  set(x, column);
  set(y, row);
  for (const dimension of rest) set(dimension, Math.min(shown[dimension.key] ?? 0, dimension.values.length - 1));
  return at;
}
