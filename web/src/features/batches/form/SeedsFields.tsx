import { Checkbox } from '@mantine/core';
import { NumberField } from '@/shared/forms/fields/NumberField';
import { SeedInput } from '@/shared/forms/fields/SeedInput';
import { rollSeed } from '@/shared/forms/seed';
import type { FieldErrors } from '@/shared/forms/validate';
import { perCellLimit, seedLimits, type SeedsDraft, type Way } from './draft';
import classes from './Fields.module.css';

type Props = { way: Way; seeds: SeedsDraft; errors: FieldErrors; onChange: (patch: Partial<SeedsDraft>) => void };

const countLabels: Record<Way, string> = { seeds: 'Number of images', list: 'Images for each row', sweep: 'Images for each cell' };
const help: Record<Way, string> = {
  seeds: 'Each image gets a seed of its own.',
  list: 'Each image gets a seed of its own.',
  sweep: 'All cells start from the same seed: what differs is what is swept.',
};

export function SeedsFields({ way, seeds: { count, random, base }, errors, onChange }: Props) {
  const { min, max } = way === 'seeds' ? seedLimits : { min: 1, max: perCellLimit };
  return (
    <div className={classes.seeds}>
      <NumberField
        label={countLabels[way]}
        className={classes.count ?? ''}
        hideControls={false}
        min={min}
        max={max}
        allowDecimal={false}
        value={count}
        onChange={next => onChange({ count: next })}
        error={errors['seeds.count']}
      />
      <div className={classes.random}>
        <Checkbox
          label="Random seeds"
          description={random ? help[way] : 'They count up from the first one.'}
          checked={random}
          onChange={event => onChange(event.currentTarget.checked ? { random: true } : { random: false, base: base ?? rollSeed() })}
        />
        {!random && (
          <SeedInput
            label="First seed"
            className={classes.base ?? ''}
            value={base}
            onChange={next => onChange({ base: next })}
            error={errors['seeds.base']}
          />
        )}
      </div>
    </div>
  );
}
