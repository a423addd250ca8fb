export type Selected = { text: string; start: number; end: number };

const step = 0.05;
const strongest = 2;
const weighted = /^\(([\s\S]*):(-?\d+(?:\.\d+)?)\)$/;

/** The words under the selection weigh a little more or less: `a (red:1.05) fox`. At 1 the brackets go. */
export function weigh(text: string, from: number, to: number, direction: 1 | -1): Selected | null {
  const [start, end] = reach(text, from, to);
  const part = text.slice(start, end);
  if (part.trim() === '') return null;

  const match = weighted.exec(part);
  const words = match?.[1] ?? part;
  const weight = round(Number(match?.[2] ?? 1) + direction * step);
  if (weight < 0 || weight > strongest) return null;
  const made = weight === 1 ? words : `(${words}:${weight})`;
  return { text: text.slice(0, start) + made + text.slice(end), start, end: start + made.length };
}

const round = (weight: number) => Math.round(weight * 100) / 100;

/** The brackets around the selection; without a selection the word at the caret. Spaces at its ends stay outside. */
function reach(text: string, from: number, to: number): [number, number] {
  let [start, end] = from === to ? wordAt(text, from) : [from, to];
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return bracketsAround(text, start, end) ?? [start, end];
}

function wordAt(text: string, at: number): [number, number] {
  const isPart = (place: number) => /[^\s,()|{}:]/.test(text[place] ?? ' ');
  let start = at;
  let end = at;
  while (start > 0 && isPart(start - 1)) start--;
  while (end < text.length && isPart(end)) end++;
  return [start, end];
}

/** The innermost weighted brackets that hold all of the selection, or that are it. */
function bracketsAround(text: string, start: number, end: number): [number, number] | null {
  for (let open = Math.min(start, text.length - 1); open >= 0; open--) {
    const close = text[open] === '(' ? closeOf(text, open) : null;
    if (close !== null && close + 1 >= end && weighted.test(text.slice(open, close + 1))) return [open, close + 1];
  }
  return null;
}

function closeOf(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return null;
}
