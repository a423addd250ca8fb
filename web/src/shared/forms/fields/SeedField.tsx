import { ActionIcon } from '@mantine/core';
import { IconDice5, IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { rollSeed, type Seed } from '../seed';
import type { FieldProps } from './fieldProps';
import { idOf } from './fieldProps';
import { FieldHeader } from './FieldHeader';
import { SeedInput } from './SeedInput';
import classes from './SeedField.module.css';

/** Open: a new seed for each picture. Locked: the number in the field. */
export function SeedField({ slot, value, onChange, error }: FieldProps<Seed | null>) {
  const id = idOf(slot);
  // Unlocking does not forget, so that locking again brings the same picture back.
  const [remembered, setRemembered] = useState(value);
  const isLocked = value !== null;
  const keepLabel = slot.label === 'Seed' ? 'Keep the seed' : `Keep: ${slot.label}`;
  const rollLabel = slot.label === 'Seed' ? 'Roll a seed' : `Roll: ${slot.label}`;

  const handleChange = (seed: Seed | null) => {
    if (seed !== null) setRemembered(seed);
    onChange(seed);
  };

  return (
    <div>
      <FieldHeader label={slot.label} htmlFor={id} help={slot.help} />
      <div className={classes.row}>
        <SeedInput
          id={id}
          className={classes.number ?? ''}
          placeholder="New for each image"
          value={value}
          onChange={handleChange}
          error={error}
        />
        <Hint label="Roll a seed and keep it">
          <ActionIcon size={34} variant="default" aria-label={rollLabel} onClick={() => handleChange(rollSeed())}>
            <IconDice5 size={18} stroke={1.6} />
          </ActionIcon>
        </Hint>
        <Hint label={isLocked ? 'Locked: every image starts from this seed' : 'Open: every image gets its own seed'}>
          <ActionIcon
            size={34}
            variant={isLocked ? 'light' : 'default'}
            color={isLocked ? 'lagoon' : 'gray'}
            aria-label={keepLabel}
            aria-pressed={isLocked}
            onClick={() => onChange(isLocked ? null : (remembered ?? rollSeed()))}
          >
            {isLocked ? <IconLock size={18} stroke={1.6} /> : <IconLockOpen2 size={18} stroke={1.6} />}
          </ActionIcon>
        </Hint>
      </div>
    </div>
  );
}
