export const shortest = 100;
export const longest = 1000;

/** Numbered lines, a table or a script: taken as they are, whatever their length. */
export function isShotList(text: string): boolean {
  const lines = text.split('\n').map(line => line.trim()).filter(Boolean);
  const numbered = lines.filter(line => /^(?:shot|frame|scene)?\s*#?\d{1,3}\s*[.):–-]\s*\S/i.test(line)).length;
  if (lines.length > 1 && numbered >= Math.max(2, lines.length / 2)) return true;
  if (lines.some(line => /^(?:INT|EXT|EST|INT\.?\/EXT|I\/E)[. ]/i.test(line))) return true;
  const [head = ''] = lines;
  const columns = head.split(/[,;\t]/).length;
  return lines.length > 1 && columns > 1 && /\b(?:action|prompt|title|shot|description)\b/i.test(head) && head.length < 300 && !/[.!?]$/.test(head);
}

/** What the box says of its length; null where it is right. */
export function lengthProblem(text: string): string | null {
  const { length } = text.trim();
  if (length === 0) return 'Write the story first.';
  if (isShotList(text)) return null;
  if (length < shortest) return `A story needs at least ${shortest} characters: ${shortest - length} more.`;
  if (length > longest) return `A story has at most ${longest} characters: ${length - longest} too many. A shot list may be longer.`;
  return null;
}
