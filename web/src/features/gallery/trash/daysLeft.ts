const day = 86_400_000;

/** How long something can still be had back. */
export function daysLeft(expiresAt: string, now: number): string {
  const days = Math.ceil((Date.parse(expiresAt) - now) / day);
  if (days <= 0) return 'gone any moment';
  return days === 1 ? 'gone within a day' : `gone in ${days} days`;
}
