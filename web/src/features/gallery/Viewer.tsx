import { ActionIcon, FocusTrap, Modal } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Image } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import { imageQuery } from '@/shared/images/queries';
import { ProblemState } from '@/shared/ui/ProblemState';
import { Details } from './Details';
import { Stage } from './Stage';
import classes from './Viewer.module.css';

type Props = {
  id: string;
  images: readonly Image[];
  /** Another image, or null to close. */
  onShow: (image: Image | null) => void;
  onNearEnd: () => void;
};

/** The whole window for one image. Arrow keys turn the page, I shows the details, Esc goes back to the grid. */
export function Viewer({ id, images, onShow, onNearEnd }: Props) {
  const at = images.findIndex(image => image.id === id);
  // What the list knows is shown at once; the rest follows. An image from a shared address may not be in the list at all.
  const { data, error, refetch } = useQuery({ ...imageQuery(id), ...(images[at] ? { placeholderData: images[at] } : {}) });
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [hasDetails, setHasDetails] = useState(isWide);
  const previous = at > 0 ? images[at - 1] : undefined;
  const next = at >= 0 ? images[at + 1] : undefined;
  const neighbours = useMemo(() => [next, previous].filter(image => image !== undefined), [next, previous]);
  const turn = (direction: 1 | -1) => {
    const image = direction === 1 ? next : previous;
    if (image) onShow(image);
  };

  useEffect(() => {
    if (at >= images.length - 3) onNearEnd();
  }, [at, images.length, onNearEnd]);

  useHotkeys([
    ['ArrowLeft', () => turn(-1)],
    ['ArrowRight', () => turn(1)],
    ['i', () => setHasDetails(shown => !shown)],
  ]);

  return (
    <Modal.Root opened onClose={() => onShow(null)} fullScreen transitionProps={{ duration: 120 }}>
      <Modal.Content aria-label="Image" className={classes.content ?? ''} radius={0}>
        <Modal.Body className={classes.viewer ?? ''}>
          <FocusTrap.InitialFocus />
          {data && <Stage key={data.id} image={data} neighbours={neighbours} onSwipe={turn} />}
          {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
          {data && hasDetails && <Details image={data} />}
          <div className={classes.corner}>
            <Tool label="Details" isPressed={hasDetails} onClick={() => setHasDetails(shown => !shown)}>
              <IconInfoCircle size={20} stroke={1.6} />
            </Tool>
            <Tool label="Close" onClick={() => onShow(null)}>
              <IconX size={20} stroke={1.6} />
            </Tool>
          </div>
          {previous && <Turn side="left" onClick={() => onShow(previous)} />}
          {next && <Turn side={hasDetails ? 'beside' : 'right'} onClick={() => onShow(next)} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type ToolProps = { label: string; isPressed?: boolean; onClick: () => void; children: React.ReactNode };

function Tool({ label, isPressed, onClick, children }: ToolProps) {
  return (
    <Hint label={label}>
      <ActionIcon className={classes.tool ?? ''} size="lg" aria-label={label} aria-pressed={isPressed} onClick={onClick}>
        {children}
      </ActionIcon>
    </Hint>
  );
}

function Turn({ side, onClick }: { side: 'left' | 'right' | 'beside'; onClick: () => void }) {
  const isLeft = side === 'left';
  return (
    <button type="button" className={classes.turn} data-side={side} aria-label={isLeft ? 'Newer image' : 'Older image'} onClick={onClick}>
      {isLeft ? <IconChevronLeft size={28} stroke={1.6} /> : <IconChevronRight size={28} stroke={1.6} />}
    </button>
  );
}
