import type { Character, Outfit, Place, Source, Story, Style } from './types';

type Sparse<T> = { [K in keyof T]?: T[K] | null };
type Told = Omit<Story, 'source' | 'style' | 'characters' | 'locations'> & { source: Sparse<Source>; style: Sparse<Style>; characters: Sparse<Character>[]; locations: Sparse<Place>[] };

/** What a file leaves out stands here with its usual meaning, so that nothing further on has to ask. */
export function complete(told: Told): Story {
  const { source, style } = told;
  return {
    ...told,
    source: { kind: source.kind ?? '', text: source.text ?? '', arc: source.arc ?? null, frames: source.frames ?? null, warnings: source.warnings ?? null, problem: source.problem ?? null },
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
