import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconCheck, IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { Template } from '@/shared/api/types';
import { slotOf } from '@/shared/forms/values';
import { imageQuery } from '@/shared/images/queries';
import { Stage } from '@/shared/images/Stage';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { valueWords } from '../words';
import type { Cell } from '../types';
import classes from './CellViewer.module.css';
import { cellWords } from './cellWords';
import { pictureOf } from './picture';

type Props = {
  cell: Cell;
  label: string;
  template: Template | undefined;
  isChosen: boolean;
  onChoose: () => void;
  /** Across and down; false where the grid ends. */
  onMove: (across: -1 | 0 | 1, down: -1 | 0 | 1) => void;
  onAgain: () => void;
  onClose: () => void;
};

const steps: Partial<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The whole window for one cell. Arrow keys go through the grid, Space picks, Esc goes back to it. */
export function CellViewer({ cell, label, template, isChosen, onChoose, onMove, onAgain, onClose }: Props) {
  const { data: image } = useQuery({ ...imageQuery(cell.imageId ?? ''), enabled: cell.imageId !== null });
  const picture = pictureOf(cell, label);
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step) onMove(...step);
    else if (event.key === ' ' && !(event.target as Element).closest('button, a')) onChoose();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <Modal.Root opened onClose={onClose} fullScreen transitionProps={{ duration: 120 }}>
      <Modal.Content aria-label={label} radius={0} className={classes.content ?? ''}>
        <Modal.Body className={classes.body ?? ''}>
          <div className={classes.head}>
            <ActionIcon size={40} variant={isChosen ? 'filled' : 'default'} color="lagoon" radius="xl" role="checkbox" aria-checked={isChosen} aria-label={`Choose ${label}`} disabled={!picture} onClick={onChoose}>
              <IconCheck size={18} stroke={2.2} />
            </ActionIcon>
            <div className={classes.words}>
              <h2>{label}</h2>
              <p>{factsOf(cell, label, template)}</p>
            </div>
            <span className={classes.acts}>
              {cell.imageId !== null && (
                <>
                  <Button variant="default" size="compact-md" onClick={onAgain}>
                    New seeds
                  </Button>
                  <Button component={Link} to="/generate" search={{ from: cell.imageId } as never} variant="default" size="compact-md">
                    Use these settings
                  </Button>
                  <Button component={Link} to="/gallery" search={{ image: cell.imageId } as never} variant="default" size="compact-md">
                    In the gallery
                  </Button>
                </>
              )}
            </span>
            <ActionIcon size={40} aria-label="Close" onClick={onClose}>
              <IconX size={20} stroke={1.6} />
            </ActionIcon>
          </div>
          <div className={classes.stage}>
            {image?.id === cell.imageId ? (
              <Stage key={image.id} image={image} neighbours={[]} onSwipe={direction => onMove(direction, 0)} />
            ) : picture ? (
              <Thumbnail key={cell.imageId} image={picture} size="640" className={classes.draft} />
            ) : (
              <p className={classes.nothing}>{cell.failure?.message ?? `This image is ${cellWords(cell)}.`}</p>
            )}
            <Turn side="left" onClick={() => onMove(-1, 0)} />
            <Turn side="right" onClick={() => onMove(1, 0)} />
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** What the label does not say already. */
function factsOf({ values, seed, prompt }: Cell, label: string, template: Template | undefined): string {
  const own = Object.entries(values)
    .filter(([name]) => name !== 'seed' && name !== 'prompt')
    .map(([name, value]) => `${slotOf(template, name)?.label ?? name} ${valueWords(value, slotOf(template, name)?.type)}`);
  const seedWords = label.includes(String(seed)) ? [] : [`Seed ${seed}`];
  return [...own, prompt].filter(words => !label.includes(words)).concat(seedWords).join(' · ');
}

const Turn = ({ side, onClick }: { side: 'left' | 'right'; onClick: () => void }) => (
  <button type="button" className={classes.turn} data-side={side} aria-label={side === 'left' ? 'The one before' : 'The next one'} onClick={onClick}>
    {side === 'left' ? <IconChevronLeft size={28} stroke={1.6} /> : <IconChevronRight size={28} stroke={1.6} />}
  </button>
);
