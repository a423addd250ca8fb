const longest = 50;

/** Tags as somebody writes them: commas between, nothing twice, none too long. */
export const parseTags = (words: string): string[] => [
  ...new Set(
    words
      .split(',')
      .map(tag => tag.trim().replace(/\s+/g, ' ').slice(0, longest))
      .filter(tag => tag !== ''),
  ),
];
