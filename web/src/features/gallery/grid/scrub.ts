import type { Layout } from './layout';
import { rowAt, rowOf } from './layout';

type Days = readonly { day: string; count: number }[];

/** The day that covers a height. */
export function dayAt(layout: Layout, days: Days, top: number): number {
  const index = layout.starts[rowAt(layout, top)] ?? 0;
  let seen = 0;
  for (let day = 0; day < days.length; day++) {
    seen += days[day]?.count ?? 0;
    if (index < seen) return day;
  }
  return Math.max(0, days.length - 1);
}

/** Where a day begins. */
export function topOfDay(layout: Layout, days: Days, day: number): number {
  let index = 0;
  for (let before = 0; before < day; before++) index += days[before]?.count ?? 0;
  const row = rowOf(layout, index);
  return layout.tops[row > 0 && layout.days[row - 1] === day ? row - 1 : row] ?? 0;
}

export type Mark = { label: string; fraction: number };

/** The years, or within one the months, that stand beside the scrubber; none closer than `apart` of the whole to the one before. */
export function marksOf(layout: Layout, days: Days, apart: number): Mark[] {
  const years = new Set(days.map(({ day }) => day.slice(0, 4)));
  const nameOf = (day: string) => (years.size > 1 ? day.slice(0, 4) : months[Number(day.slice(5, 7)) - 1] ?? '');
  const marks: Mark[] = [];
  let name = '';
  let index = 0;
  for (const { day, count } of days) {
    const next = nameOf(day);
    const fraction = layout.height === 0 ? 0 : (layout.tops[rowOf(layout, index)] ?? 0) / layout.height;
    if (next !== name && fraction - (marks.at(-1)?.fraction ?? -1) >= apart) marks.push({ label: next, fraction });
    name = next;
    index += count;
  }
  return marks.length > 1 ? marks : [];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
