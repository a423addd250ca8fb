const thisYear = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const otherYear = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayLength = 86_400_000;

/** "Today", "Yesterday", "Friday, November 20"; of a day as the API writes it, `2026-11-20`. */
export function dayLabel(day: string, now: Date): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const then = new Date(year, month - 1, date);
  const distance = Math.round((new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime() - then.getTime()) / dayLength);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Yesterday';
  return (year === now.getFullYear() ? thisYear : otherYear).format(then);
}
