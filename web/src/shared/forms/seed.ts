/** Ten digits at most: long enough never to meet again, short enough to read out. */
export const rollSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** What somebody typed: −1 and nothing both mean "a new one each time". */
export function parseSeed(input: string | number): number | null {
  if (input === '') return null;
  const value = typeof input === 'number' ? input : Number(input);
  return Number.isNaN(value) || value < 0 ? null : value;
}
