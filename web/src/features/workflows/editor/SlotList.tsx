import { useState } from 'react';
import type { FieldErrors } from '@/shared/forms/validate';
import { moved, type Draft } from './draft';
import { SlotCard } from './SlotCard';
import classes from './SlotList.module.css';
import type { useDraft } from './useDraft';

type Props = { editing: ReturnType<typeof useDraft>; draft: Draft; errors: FieldErrors };

/** The form's fields in their order; each opens to be changed. */
export function SlotList({ editing, draft, errors }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const { slots } = draft;
  const groups = [...new Set(slots.flatMap(({ group }) => group ?? []))];
  return (
    <section>
      <h2 className={classes.heading}>
        Fields <span>{slots.length}</span>
      </h2>
      <p className={classes.hint}>Choose a value in the graph to add it as a field.</p>
      <ul className={classes.list}>
        {slots.map((slot, at) => (
          <SlotCard
            key={slot.inputs.join() + String(at)}
            slot={slot}
            others={slots}
            groups={groups}
            isOpen={open === slot.name}
            error={errorsOf(errors, slot.name, at)}
            onToggle={() => setOpen(open === slot.name ? null : slot.name)}
            onChange={patch => {
              editing.changeSlot(at, patch);
              if (patch.name !== undefined) setOpen(patch.name);
            }}
            onMove={by => editing.changeSlots(known => moved(known, at, at + by))}
            onRemove={() => editing.changeSlots(known => known.filter((_, n) => n !== at))}
          />
        ))}
      </ul>
    </section>
  );
}

/** The API names a slot by its place or by its name. */
const errorsOf = (errors: FieldErrors, name: string, at: number) =>
  Object.entries(errors)
    .filter(([path]) => path.startsWith(`slots[${at}]`) || path === `slots.${name}` || path.startsWith(`slots.${name}.`) || path.startsWith(`slots.${at}.`))
    .map(([, sentence]) => sentence)
    .join(' ') || null;
