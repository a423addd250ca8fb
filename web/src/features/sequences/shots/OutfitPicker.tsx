import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Character, Frame } from '../types';
import classes from './ShotCell.module.css';

type Props = { name: string; isLocked: boolean; frame: Pick<Frame, 'cast' | 'outfits'>; characters: readonly Character[]; onChange: (outfits: Record<string, string>) => void };

/** What each person in the shot wears. */
export function OutfitPicker({ name, isLocked, frame, characters, onChange }: Props) {
  const dressed = characters.filter(({ id, outfits }) => frame.cast.includes(id) && outfits.length > 0);
  const wearing = ({ id, outfits }: Character) => outfits.find(outfit => outfit.id === frame.outfits[id]);
  const words = dressed.flatMap(character => wearing(character)?.name ?? []).join(', ');
  // Who has nothing else wears what the looks say.
  const usual = dressed.length === 0 ? 'None' : 'Usual';
  const wear = (characterId: string, outfitId: string | null) => {
    const others = Object.fromEntries(Object.entries(frame.outfits).filter(([known]) => known !== characterId));
    onChange(outfitId === null ? others : { ...others, [characterId]: outfitId });
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.input} disabled={isLocked} aria-label={`${name}: ${words || usual.toLowerCase()}`}>
          {words || <span data-quiet>{usual}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {dressed.length === 0 && <Menu.Label>Nobody in this shot has outfits; the bible has them.</Menu.Label>}
        {dressed.map(character => (
          <Fragment key={character.id}>
            <Menu.Label>{character.name}</Menu.Label>
            {[{ id: null, name: 'Usual' }, ...character.outfits].map(outfit => (
              <Menu.Item
                key={outfit.id ?? 'usual'}
                role="menuitemradio"
                aria-checked={(wearing(character)?.id ?? null) === outfit.id}
                leftSection={<IconCheck size={16} stroke={1.8} aria-hidden style={{ visibility: (wearing(character)?.id ?? null) === outfit.id ? 'visible' : 'hidden' }} />}
                onClick={() => wear(character.id, outfit.id)}
              >
                {outfit.name || 'Without a name'}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
