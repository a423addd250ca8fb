/** `{a|b}` and `__name__`: one of them is drawn for each picture, with its seed. */
export type Draw = { kind: 'alternatives'; text: string; choices: number } | { kind: 'wildcard'; text: string; name: string };

const pattern = /\{([^{}]*\|[^{}]*)\}|__([\w/-]+?)__/g;

export const drawsIn = (prompt: string): Draw[] =>
  [...prompt.matchAll(pattern)].map(([text, alternatives, name]) =>
    alternatives === undefined ? { kind: 'wildcard', text, name: name ?? '' } : { kind: 'alternatives', text, choices: alternatives.split('|').length },
  );

/** In a sentence under the prompt; null when nothing is drawn. */
export function drawWords(prompt: string): string | null {
  const draws = drawsIn(prompt);
  if (draws.length === 0) return null;
  const words = draws.slice(0, 3).map(draw => (draw.kind === 'wildcard' ? `a line of “${draw.name}”` : `one of ${draw.choices}`));
  const more = draws.length > 3 ? `, and ${draws.length - 3} more` : '';
  return `Drawn with each seed: ${words.join(', ')}${more}.`;
}
