/** What somebody dropped or chose. */
export type Brought =
  /** A story, a shot list, a CSV or a script: it goes into the box. */
  | { kind: 'text'; name: string; text: string }
  /** Ready prompts, one a file, in the order of their names. */
  | { kind: 'prompts'; files: File[] }
  /** A whole story of another studio. */
  | { kind: 'project'; file: File }
  | { kind: 'refused'; reason: string };

const largestText = 1_000_000;
const isText = ({ name, type }: File) => /\.(txt|md|csv|tsv|fountain|spmd)$/i.test(name) || type.startsWith('text/');
const isProject = ({ name }: File) => /\.zip$/i.test(name);

/** What files are, by their names and number. */
export async function readBrought(files: readonly File[]): Promise<Brought | null> {
  const [first] = files;
  if (!first) return null;
  if (files.length > 1) {
    const odd = files.find(file => !/\.txt$/i.test(file.name));
    if (odd) return { kind: 'refused', reason: `Several files at once are ready prompts, one each, as .txt; ${odd.name} is none.` };
    return { kind: 'prompts', files: files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })) };
  }
  if (isProject(first)) return { kind: 'project', file: first };
  if (!isText(first)) return { kind: 'refused', reason: `${first.name} is no text. Bring a story, a shot list, a CSV, a Fountain script, prompts as .txt files, or a project file.` };
  if (first.size > largestText) return { kind: 'refused', reason: `${first.name} is longer than anything that becomes a story.` };
  const text = await readText(first);
  return text === null ? { kind: 'refused', reason: `${first.name} cannot be read. It may have been moved or deleted.` } : { kind: 'text', name: first.name, text };
}

const readText = (file: File) =>
  new Promise<string | null>(resolve => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null);
    reader.onerror = () => resolve(null);
    reader.readAsText(file);
  });
