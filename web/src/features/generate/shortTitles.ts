/** Titles without the words that all of them begin with: "Text to image · SDXL" beside "Text to image · SD 1.5" is "SDXL". */
export function shortTitles(titles: readonly string[]): string[] {
  const [first = ''] = titles;
  const words = first.split(' ');
  let shared = 0;
  while (titles.length > 1 && shared < words.length - 1 && titles.every(title => title.startsWith(`${words.slice(0, shared + 1).join(' ')} `))) shared++;
  const prefix = words.slice(0, shared).join(' ').length;
  return titles.map(title => title.slice(prefix).replace(/^[\s·:–-]+/, ''));
}
