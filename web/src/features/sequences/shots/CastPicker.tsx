import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Character } from '../types';
import classes from './ShotCell.module.css';
import { toggled } from './fields';

type Props = { name: string; isLocked: boolean; cast: readonly string[]; characters: readonly Character[]; onChange: (cast: string[]) => void };

/** Who is in the shot. */
export function CastPicker({ name, isLocked, cast, characters, onChange }: Props) {
  const present = characters.filter(({ id }) => cast.includes(id)).map(character => character.name);
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.input} disabled={isLocked} aria-label={`${name}: ${present.join(', ') || 'nobody'}`}>
          {present.join(', ') || <span data-quiet>Nobody</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {characters.length === 0 && <Menu.Label>No people yet: add them in the bible.</Menu.Label>}
        {characters.map(character => (
          <Menu.Item
            key={character.id}
            role="menuitemcheckbox"
            aria-checked={cast.includes(character.id)}
            leftSection={<IconCheck size={16} stroke={1.8} aria-hidden style={{ visibility: cast.includes(character.id) ? 'visible' : 'hidden' }} />}
            onClick={() => onChange(toggled(cast, character.id))}
          >
            {character.name || 'Without a name'}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
