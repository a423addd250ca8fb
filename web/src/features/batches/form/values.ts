import type { LoraUse, Slot, SlotValue } from '@/shared/api/types';

export type Parsed = { values: SlotValue[]; error: string | null };

const separators = /[\s,;]+/;
/** As many as one axis may have; more is a slip of the hand. */
const mostValues = 5_000;

/** What somebody typed for an axis: numbers between commas, else one value a line. */
export function parseValues(text: string, slot: Slot): Parsed {
  if (slot.type === 'integer' || slot.type === 'float') return parseNumbers(text, slot);
  const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '');
  if (slot.type === 'size') return parseEach(lines, parseSize, line => `“${line}” is not a size. Write it as 1024×768.`);
  if (slot.type === 'loras') return parseEach(lines, parseLoras, line => `“${line}” is not a LoRA with its strength. Write it as name:0.8, or none.`);
  return { values: lines, error: null };
}

function parseNumbers(text: string, { type }: Slot): Parsed {
  const words = text.split(separators).filter(word => word !== '');
  return parseEach(words, word => {
    const value = Number(word);
    return Number.isFinite(value) && (type === 'float' || Number.isInteger(value)) ? value : null;
  }, word => `“${word}” is not a ${type === 'integer' ? 'whole number' : 'number'}.`);
}

function parseEach(parts: readonly string[], parse: (part: string) => SlotValue, complaint: (part: string) => string): Parsed {
  const values: SlotValue[] = [];
  for (const part of parts) {
    const value = parse(part);
    if (value === null) return { values, error: complaint(part) };
    values.push(value);
  }
  return { values, error: null };
}

function parseSize(line: string): SlotValue {
  const [, width, height] = /^(\d+)\s*[x×*, ]\s*(\d+)$/i.exec(line) ?? [];
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) };
}

/** "ink:0.8, paper:0.5" is two LoRAs in one image. */
function parseLoras(line: string): LoraUse[] | null {
  if (/^none$/i.test(line)) return [];
  const uses = line.split(',').map(part => /^(.+?)(?::(-?\d+(?:\.\d+)?))?$/.exec(part.trim()));
  if (uses.some(use => use === null)) return null;
  return uses.flatMap(use => (use?.[1] === undefined ? [] : [{ name: use[1].trim(), strength: Number(use[2] ?? 1) }]));
}

/** Both ends belong to it; null while it is no range. Sums of tenths are rounded to what was typed. */
export function rangeValues(from: number | null, to: number | null, step: number | null): number[] | null {
  if (from === null || to === null || step === null || step === 0 || (to - from) / step < 0) return null;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > mostValues) return null;
  const digits = Math.max(...[from, step].map(number => (String(number).split('.')[1] ?? '').length));
  return Array.from({ length: count }, (_, at) => Number((from + at * step).toFixed(digits)));
}
