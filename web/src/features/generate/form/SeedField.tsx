import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDice5, IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useState } from 'react';
import { parseSeed, rollSeed } from '../seed';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import classes from './SeedField.module.css';

type Props = { value: number | null; onChange: (seed: number | null) => void; error: string | undefined };

/** Open: a new seed for each picture. Locked: the number in the field. */
export function SeedField({ value, onChange, error }: Props) {
  // Unlocking does not forget, so that locking again brings the same picture back.
  const [remembered, setRemembered] = useState(value);
  const isLocked = value !== null;

  const handleChange = (next: number | null) => {
    const seed = next === null ? null : parseSeed(next);
    if (seed !== null) setRemembered(seed);
    onChange(seed);
  };

  return (
    <div>
      <FieldHeader label="Seed" htmlFor="seed" />
      <div className={classes.row}>
        <NumberField
          id="seed"
          className={classes.number ?? ''}
          placeholder="New for each image"
          value={value}
          onChange={handleChange}
          allowDecimal={false}
          error={error}
        />
        <Tooltip label="Roll a seed and keep it">
          <ActionIcon size={34} variant="default" aria-label="Roll a seed" onClick={() => handleChange(rollSeed())}>
            <IconDice5 size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={isLocked ? 'Locked: every image starts from this seed' : 'Open: every image gets its own seed'}>
          <ActionIcon
            size={34}
            variant={isLocked ? 'light' : 'default'}
            color={isLocked ? 'lagoon' : 'gray'}
            aria-label="Keep the seed"
            aria-pressed={isLocked}
            onClick={() => onChange(isLocked ? null : (remembered ?? rollSeed()))}
          >
            {isLocked ? <IconLock size={18} stroke={1.6} /> : <IconLockOpen2 size={18} stroke={1.6} />}
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}
