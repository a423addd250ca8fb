/** Priorities have a number, 0 to 9; people choose by words. */
export const priorities = [
  { value: 0, label: 'First' },
  { value: 3, label: 'Sooner' },
  { value: 5, label: 'Normal' },
  { value: 7, label: 'Later' },
  { value: 9, label: 'Last' },
] as const;

export const usualPriority = 5;

/** "First", "Later"; with the number where the word alone would be wrong. */
export function priorityWord(value: number): string {
  const exact = priorities.find(priority => priority.value === value);
  if (exact) return exact.label;
  return `${value < usualPriority ? 'Sooner' : 'Later'} (${value})`;
}
