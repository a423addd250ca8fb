import type { Frame, ShotField } from '../types';

/** The columns of the shot table, and the fields of one frame. */
export const shotFields: readonly { field: ShotField; label: string; width: number }[] = [
  { field: 'title', label: 'Title', width: 130 },
  { field: 'action', label: 'Action', width: 300 },
  { field: 'shotType', label: 'Shot type', width: 140 },
  { field: 'cast', label: 'Cast', width: 150 },
  { field: 'locationId', label: 'Place', width: 132 },
  { field: 'timeOfDay', label: 'Time of day', width: 132 },
  { field: 'outfits', label: 'Outfits', width: 140 },
  { field: 'durationMs', label: 'Seconds', width: 76 },
  { field: 'notes', label: 'Notes', width: 180 },
];

export const timesOfDay = ['dawn', 'morning', 'noon', 'afternoon', 'dusk', 'evening', 'night'];

export const toggled = (names: readonly string[], name: string) => (names.includes(name) ? names.filter(known => known !== name) : [...names, name]);

export const isLocked = ({ locks }: Pick<Frame, 'locks'>, field: string) => locks.includes(field);

export const labelOf = (field: string) => (field === 'description' ? 'Description' : field === 'promptOverride' ? 'Prompt' : (shotFields.find(known => known.field === field)?.label ?? field));
