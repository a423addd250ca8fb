const thisYear = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const otherYear = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayLength = 86_400_000;

/** "Today", "Yesterday", "Friday, November 20". */
export function dayLabel(day: string, now: Date): string {
  const date = new Date(day);
  const distance = Math.round((new Date(now.toDateString()).getTime() - date.getTime()) / dayLength);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
}
