const iso = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

/** The day so many days before another, as the address has it. */
export const daysBack = (days: number, now: Date) => iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));

const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const wordsOf = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return short.format(new Date(year, month - 1, date));
};

export function rangeWords(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return from.slice(0, 10) === to.slice(0, 10) ? wordsOf(from) : `${wordsOf(from)} – ${wordsOf(to)}`;
  if (from !== undefined) return `Since ${wordsOf(from)}`;
  return to === undefined ? 'Date' : `Until ${wordsOf(to)}`;
}
