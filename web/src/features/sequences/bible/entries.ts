import type { Character, Outfit, Place, Reference } from '../types';

/** Short, and none that is there already. */
function newId(kind: string, known: readonly { id: string }[]): string {
  const taken = new Set(known.map(({ id }) => id));
  for (let number = known.length + 1; ; number++) if (!taken.has(`${kind}${number}`)) return `${kind}${number}`;
}

export const newCharacter = (known: readonly Character[]): Character => ({
  id: newId('person', known),
  name: `Person ${known.length + 1}`,
  looks: '',
  outfits: [],
  references: [],
  lora: null,
  weight: 1,
});

export const newPlace = (known: readonly Place[]): Place => ({ id: newId('place', known), name: `Place ${known.length + 1}`, looks: '', light: '', references: [] });

export const newOutfit = (known: readonly Outfit[]): Outfit => ({ id: newId('outfit', known), name: `Outfit ${known.length + 1}`, text: '' });

/** What the studio has against any of the references. */
export const referenceError = (errorAt: (path: string) => string | undefined, path: string, references: readonly Reference[]) =>
  errorAt(path) ?? references.flatMap((_, at) => ['frame', 'input', 'weight'].map(field => errorAt(`${path}[${at}].${field}`))).find(error => error !== undefined);

/** "lantern: lamp, torch" in lines, and back. */
export const keywordsAsText = (keywords: Record<string, string[]>) =>
  Object.entries(keywords)
    .map(([word, synonyms]) => `${word}: ${synonyms.join(', ')}`)
    .join('\n');

export function keywordsOf(text: string): Record<string, string[]> {
  const entries = text.split('\n').flatMap((line): [string, string[]][] => {
    const [word = '', synonyms = ''] = line.split(/:(.*)/s, 2);
    const list = synonyms.split(',').map(synonym => synonym.trim()).filter(Boolean);
    return word.trim() === '' ? [] : [[word.trim(), list]];
  });
  return Object.fromEntries(entries);
}
