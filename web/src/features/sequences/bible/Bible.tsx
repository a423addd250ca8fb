import { Button } from '@mantine/core';
import { IconMapPin, IconPlus, IconUser } from '@tabler/icons-react';
import { offerUndo } from '@/shared/undo/offerUndo';
import { useStable } from '@/shared/ui/useStable';
import { useStory } from '../story/storyContext';
import type { Character, Place } from '../types';
import classes from './Bible.module.css';
import { newCharacter, newPlace } from './entries';
import { PersonCard } from './PersonCard';
import { PlaceCard } from './PlaceCard';
import { StyleCard } from './StyleCard';

/** What is the same in every frame: who is in the story, where it plays, what it looks like. */
export function Bible() {
  const { story, change, commands, errorAt } = useStory();
  const { characters, locations } = story;

  const setPeople = useStable((next: Character[]) => change('characters', next));
  const setPlaces = useStable((next: Place[]) => change('locations', next));
  const writePerson = useStable((person: Character) => setPeople(characters.map(known => (known.id === person.id ? person : known))));
  const writePlace = useStable((place: Place) => setPlaces(locations.map(known => (known.id === place.id ? place : known))));
  const removePerson = useStable((person: Character) => {
    const [at, seenIn] = [characters.indexOf(person), story.frames.filter(({ cast }) => cast.includes(person.id))];
    setPeople(characters.filter(({ id }) => id !== person.id));
    offerUndo({ id: person.id, label: `${person.name || 'Person'} removed`, undo: () => commands.putPersonBack(person, at, seenIn) });
  });
  const removePlace = useStable((place: Place) => {
    const [at, seenIn] = [locations.indexOf(place), story.frames.filter(({ locationId }) => locationId === place.id)];
    setPlaces(locations.filter(({ id }) => id !== place.id));
    offerUndo({ id: place.id, label: `${place.name || 'Place'} removed`, undo: () => commands.putPlaceBack(place, at, seenIn) });
  });

  return (
    <div className={classes.bible}>
      <section className={classes.section} aria-label="People">
        <div className={classes.head}>
          <h2>People</h2>
          <Button size="xs" variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setPeople([...characters, newCharacter(characters)])}>
            Add a person
          </Button>
        </div>
        {characters.length === 0 && (
          <p className={classes.none}>
            <IconUser size={18} stroke={1.5} aria-hidden /> Nobody yet. A person’s looks go into every frame they are in, in the same words.
          </p>
        )}
        <div className={classes.cards}>
          {characters.map((person, at) => (
            <PersonCard key={person.id} person={person} path={`characters[${at}]`} errorAt={errorAt} onChange={writePerson} onRemove={removePerson} />
          ))}
        </div>
      </section>
      <section className={classes.section} aria-label="Places">
        <div className={classes.head}>
          <h2>Places</h2>
          <Button size="xs" variant="default" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setPlaces([...locations, newPlace(locations)])}>
            Add a place
          </Button>
        </div>
        {locations.length === 0 && (
          <p className={classes.none}>
            <IconMapPin size={18} stroke={1.5} aria-hidden /> No place yet. A place’s look and light go into every frame that plays there.
          </p>
        )}
        <div className={classes.cards}>
          {locations.map((place, at) => (
            <PlaceCard key={place.id} place={place} path={`locations[${at}]`} errorAt={errorAt} onChange={writePlace} onRemove={removePlace} />
          ))}
        </div>
      </section>
      <StyleCard />
    </div>
  );
}
