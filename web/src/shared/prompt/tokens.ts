import type { Template } from '@/shared/api/types';

/** How many tokens a text encoder of the CLIP kind reads at a time; what is longer goes to it in parts. */
const clipPart = 75;
/** The other kind reads them all, and was taught with no more than this. */
const longPart = 512;

export const partLength = (template: Template | undefined) =>
  template && /flux|sd3/i.test(`${template.id} ${template.tags.join(' ')}`) ? longPart : clipPart;

/** About how many tokens a model reads, as the API estimates them: words are one, long ones more; the brackets of weights are not read. */
export const countTokens = (prompt: string): number => tokensOf(prompt).reduce((sum, { weight }) => sum + weight, 0);

/** The words with which the second part begins; null when one part holds all. */
export function secondPart(prompt: string, part: number): string | null {
  let sum = 0;
  for (const { at, weight } of tokensOf(prompt)) {
    sum += weight;
    if (sum > part) return prompt.slice(at, at + 40).split(/\s+/).slice(0, 4).join(' ');
  }
  return null;
}

const pieces = /:\d+(?:\.\d+)?(?=\))|\p{L}+|\p{N}|[()]|[^\s\p{L}\p{N}()]+/gu;
const longestCommonWord = 12;
const lettersPerPart = 7;

const tokensOf = (prompt: string) =>
  [...prompt.matchAll(pieces)].flatMap(({ 0: piece, index }) => (/^(?:[()]|:.)/.test(piece) ? [] : [{ at: index, weight: weightOf(piece) }]));

function weightOf(piece: string): number {
  const foreign = piece.match(/\P{ASCII}/gu)?.length ?? 0;
  if (foreign > 0) return foreign;
  return piece.length <= longestCommonWord ? 1 : Math.ceil(piece.length / lettersPerPart);
}
