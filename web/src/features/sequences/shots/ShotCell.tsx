import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { memo } from 'react';
import type { Character, Frame, Place, Shot, ShotField } from '../types';
import { CastPicker } from './CastPicker';
import classes from './ShotCell.module.css';
import { isLocked, timesOfDay } from './fields';
import { OutfitPicker } from './OutfitPicker';
import { SecondsInput } from './SecondsInput';

type Props = {
  frame: Frame;
  field: ShotField;
  /** "Action of frame 3". */
  name: string;
  shots: readonly Shot[];
  characters: readonly Character[];
  locations: readonly Place[];
  error: string | undefined;
  onChange: (frameId: string, field: ShotField | 'locks', value: unknown) => void;
};

/** One value of one shot, edited where it stands; its lock keeps it, whatever is planned or typed. */
export const ShotCell = memo(function ShotCell(props: Props) {
  const { frame, field, name, error, onChange } = props;
  const locked = isLocked(frame, field);
  const Icon = locked ? IconLock : IconLockOpen;
  return (
    <div className={classes.cell} data-error={error !== undefined || undefined} title={error}>
      <Control {...props} />
      <button
        type="button"
        className={classes.lock}
        aria-pressed={locked}
        aria-label={`Lock ${name}`}
        data-hint={locked ? 'Locked: planning anew leaves it' : 'Lock it against planning anew'}
        onClick={() => onChange(frame.id, 'locks', locked ? frame.locks.filter(known => known !== field) : [...frame.locks, field])}
      >
        <Icon size={13} stroke={1.8} aria-hidden />
      </button>
      {error !== undefined && <p className={classes.error}>{error}</p>}
    </div>
  );
});

function Control({ frame, field, name, shots, characters, locations, error, onChange }: Props) {
  const locked = isLocked(frame, field);
  const change = (value: unknown) => onChange(frame.id, field, value);
  const wrong = error === undefined ? {} : { 'aria-invalid': true };
  switch (field) {
    case 'cast':
      return <CastPicker isLocked={locked} name={name} cast={frame.cast} characters={characters} onChange={change} />;
    case 'outfits':
      return <OutfitPicker isLocked={locked} name={name} frame={frame} characters={characters} onChange={change} />;
    case 'shotType':
      return <Choice name={name} value={frame.shotType} options={shots.map(({ id, label }) => ({ value: id, label }))} none="Any" isLocked={locked} onChange={change} />;
    case 'locationId':
      return <Choice name={name} value={frame.locationId ?? ''} options={locations.map(place => ({ value: place.id, label: place.name }))} none="None" isLocked={locked} onChange={value => change(value === '' ? null : value)} />;
    case 'timeOfDay':
      return <input className={classes.input} list="times-of-day" aria-label={name} value={frame.timeOfDay ?? ''} readOnly={locked} onChange={event => change(event.currentTarget.value)} {...wrong} />;
    case 'durationMs':
      return <SecondsInput isLocked={locked} className={classes.input} name={name} milliseconds={frame.durationMs} onChange={change} />;
    default:
      return <textarea dir="auto" className={classes.input} rows={field === 'title' ? 1 : 2} aria-label={name} value={frame[field]} readOnly={locked} onChange={event => change(event.currentTarget.value)} {...wrong} />;
  }
}

type ChoiceProps = { name: string; isLocked: boolean; value: string; none: string; options: readonly { value: string; label: string }[]; onChange: (value: string) => void };

/** A plain list: hundreds of these stand in one table. */
function Choice({ name, isLocked, value, none, options, onChange }: ChoiceProps) {
  const isKnown = value === '' || options.some(option => option.value === value);
  return (
    <select className={classes.input} aria-label={name} disabled={isLocked} value={value} onChange={event => onChange(event.currentTarget.value)}>
      <option value="">{none}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export const TimesOfDay = () => (
  <datalist id="times-of-day">
    {timesOfDay.map(time => (
      <option key={time} value={time} />
    ))}
  </datalist>
);
