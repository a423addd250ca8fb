/** A text encoder of the CLIP kind reads so many tokens at a time; what is longer goes to it in parts. */
export const partLength = 75;

/** Roughly how many tokens a model reads: it knows short words whole and spells long ones out. The brackets of weights are not read. */
export function countTokens(prompt: string): number {
  return tokensOf(prompt).reduce((sum, token) => sum + token.weight, 0);
}

/** The words with which the second part begins; null when one part holds all. */
export function secondPart(prompt: string): string | null {
  let sum = 0;
  for (const { at, weight } of tokensOf(prompt)) {
    sum += weight;
    if (sum > partLength) return prompt.slice(at, at + 40).split(/\s+/).slice(0, 4).join(' ');
  }
  return null;
}

const pieces = /:\d+(?:\.\d+)?\)|[()[\]{}|]|\p{L}+(?:'\p{L}+)?|\d|[^\s\p{L}\d]+/gu;

const tokensOf = (prompt: string) =>
  [...prompt.matchAll(pieces)].flatMap(({ 0: piece, index }) => {
    if (/^(?::\d|[()[\]{}|]$)/.test(piece)) return [];
    return [{ at: index, weight: /^\p{L}/u.test(piece) ? Math.max(1, Math.ceil((piece.length - 2) / 7)) : 1 }];
  });
