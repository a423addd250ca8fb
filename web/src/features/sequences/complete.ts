import type { Character, Outfit, Place, Story, Style } from './types';

type Sparse<T> = { [K in keyof T]?: T[K] | null };
type Told = Omit<Story, 'style' | 'characters' | 'locations'> & { style: Sparse<Style>; characters: Sparse<Character>[]; locations: Sparse<Place>[] };

/** What a file leaves out stands here with its usual meaning, so that nothing further on has to ask. */
export function complete(told: Told): Story {
  const { style } = told;
  return {
    ...told,
    style: { prefix: style.prefix ?? '', suffix: style.suffix ?? '', negative: style.negative ?? '', loras: style.loras ?? [], keywords: style.keywords ?? {} },
    characters: told.characters.map(person => ({
      id: person.id ?? '',
      name: person.name ?? '',
      looks: person.looks ?? '',
      outfits: (person.outfits ?? []).map((outfit: Sparse<Outfit>) => ({ id: outfit.id ?? '', name: outfit.name ?? '', text: outfit.text ?? '' })),
      references: person.references ?? [],
      lora: person.lora ?? null,
      weight: person.weight ?? 1,
    })),
    locations: told.locations.map(place => ({ id: place.id ?? '', name: place.name ?? '', looks: place.looks ?? '', light: place.light ?? '', references: place.references ?? [] })),
  };
}
