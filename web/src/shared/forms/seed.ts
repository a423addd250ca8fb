/** A number as long as that is exact, and beyond it the text of its digits: an engine takes up to 2^64-1. */
export type Seed = number | string;

export const highestSeed = 18446744073709551615n;

/** Ten digits at most: long enough never to meet again, short enough to read out. */
export const rollSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

export const isSeed = (value: unknown): value is Seed =>
  typeof value === 'number' ? Number.isSafeInteger(value) && value >= 0 : typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) <= highestSeed;

/** What somebody typed: −1 and nothing both mean "a new one each time". What is no seed stays, for the field to say so. */
export function parseSeed(input: string | number): Seed | null {
  const value = String(input).trim();
  if (value === '' || value.startsWith('-') || Number.isNaN(Number(value))) return null;
  const number = Number(value);
  return /^\d+$/.test(value) && !Number.isSafeInteger(number) ? value.replace(/^0+(?=\d)/, '') : number;
}
