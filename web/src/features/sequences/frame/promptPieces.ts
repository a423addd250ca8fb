import type { Composed, PartKind } from '../types';

export type Piece = { text: string; kind: PartKind | null; isCut: boolean };

/** The composed prompt in pieces: each of one part, or what stands between parts, and on one side of the cut. */
export function pieces({ parts, prompt, cutAt }: Pick<Composed, 'parts' | 'prompt' | 'cutAt'>): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const put = (end: number, kind: PartKind | null) => {
    const cut = Math.min(end, Math.max(at, cutAt ?? end));
    if (cut > at) found.push({ text: prompt.slice(at, cut), kind, isCut: false });
    if (end > cut) found.push({ text: prompt.slice(cut, end), kind, isCut: true });
    at = end;
  };
  for (const { kind, text, at: start } of parts) {
    if (start < at || text === '') continue;
    put(start, null);
    put(start + text.length, kind);
  }
  put(prompt.length, null);
  return found;
}

export type Word = { text: string; isNew: boolean };

/** Tells the words of a text that are among `changed`. */
export function marked(changed: readonly string[]): (text: string) => Word[] {
  const wanted = new Set(changed.map(word => word.toLowerCase()));
  return text =>
    text
      .split(/([\p{L}\p{N}][\p{L}\p{N}'’-]*)/u)
      .filter(part => part !== '')
      .map(part => ({ text: part, isNew: wanted.has(part.toLowerCase()) }));
}
