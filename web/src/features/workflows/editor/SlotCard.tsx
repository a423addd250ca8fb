import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight, IconTrash } from '@tabler/icons-react';
import type { FileSlot } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import classes from './SlotCard.module.css';
import { SlotDetails } from './SlotDetails';
import { typeWords } from './slotTypes';

type Props = {
  slot: FileSlot;
  others: readonly FileSlot[];
  groups: readonly string[];
  isOpen: boolean;
  error: string | null;
  onToggle: () => void;
  onChange: (patch: Partial<FileSlot>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

export function SlotCard({ slot, others, groups, isOpen, error, onToggle, onChange, onMove, onRemove }: Props) {
  return (
    <li className={classes.card} data-error={error !== null || undefined}>
      <div className={classes.row}>
        <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={onToggle}>
          <IconChevronRight size={16} stroke={1.8} aria-hidden />
          <span className={classes.label}>{slot.label}</span>
          <span className={classes.type}>{typeWords[slot.type]}</span>
        </UnstyledButton>
        {isOpen && (
          <>
            <Tool label={`Move ${slot.label} up`} onClick={() => onMove(-1)}>
              <IconArrowUp size={15} stroke={1.6} />
            </Tool>
            <Tool label={`Move ${slot.label} down`} onClick={() => onMove(1)}>
              <IconArrowDown size={15} stroke={1.6} />
            </Tool>
          </>
        )}
        <Tool label={`Remove ${slot.label}`} onClick={onRemove}>
          <IconTrash size={15} stroke={1.6} />
        </Tool>
      </div>
      {error !== null && <p className={classes.error}>{error}</p>}
      {isOpen && <SlotDetails slot={slot} others={others} groups={groups} onChange={onChange} />}
    </li>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Hint label={label}>
      <ActionIcon size={26} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Hint>
  );
}
