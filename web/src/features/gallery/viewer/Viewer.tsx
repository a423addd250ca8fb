import { ActionIcon, FocusTrap, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconChevronLeft, IconChevronRight, IconHeart, IconHeartFilled, IconInfoCircle, IconPlayerPause, IconPlayerPlay, IconTrash, IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import type { Image } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import { imageQuery } from '@/shared/images/queries';
import { isTyping } from '@/shared/ui/isTyping';
import { ProblemState } from '@/shared/ui/ProblemState';
import type { Acts, Marks } from '../acts/useActs';
import { onlyShown } from '../acts/onlyShown';
import type { Result } from '../api';
import { Details } from './Details';
import { Rating } from './Rating';
import { SlideTime, useSlideSeconds } from './SlideTime';
import { Stage } from '@/shared/images/Stage';
import { useAround } from './useAround';
import classes from './Viewer.module.css';

type Props = {
  id: string;
  result: Result | null;
  /** Where the image stands in the result, as far as is known; −1 where it came from a shared address. */
  place: number;
  acts: Acts;
  onShow: (image: Image, index: number) => void;
  onDelete: (image: Image) => void;
  onClose: (index: number) => void;
};

/** The whole window for one image. Arrow keys turn the page, Space plays all of them, I shows the details, Esc goes back to the grid. */
export function Viewer({ id, result, place, acts, onShow, onDelete, onClose }: Props) {
  const { at, here, next, previous } = useAround(id, result, place);
  // What the list knows is shown at once; the rest follows. An image from a shared address may not be in the list at all.
  const { data, error, refetch } = useQuery({ ...imageQuery(id), ...(here ? { placeholderData: here } : {}) });
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [hasDetails, setHasDetails] = useState(isWide);
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useSlideSeconds();
  const neighbours = useMemo(() => [next, previous].filter(image => image !== undefined), [next, previous]);
  const isBare = isPlaying || !hasDetails;

  const turn = (direction: 1 | -1) => {
    const image = direction === 1 ? next : previous;
    if (image) onShow(image, at + direction);
  };
  const mark = (marks: Marks) => void acts.mark({ all: false, ids: new Set([id]) }, marks);
  const advance = useEffectEvent(() => {
    if (next) turn(1);
    else setPlaying(false);
  });
  const close = () => onClose(at);

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(advance, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [isPlaying, id, seconds]);

  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const act: Record<string, () => void> = {
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
      i: () => setHasDetails(shown => !shown),
      f: () => mark({ favorite: !(data?.favorite ?? false) }),
      ' ': () => setPlaying(playing => !playing),
      Delete: () => data && onDelete(data),
    };
    const run = act[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? (/^[0-5]$/.test(event.key) ? () => mark({ rating: Number(event.key) }) : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);

  return (
    <Modal.Root opened onClose={close} fullScreen transitionProps={{ duration: 120 }}>
      <Modal.Content aria-label="Image" className={classes.content ?? ''} radius={0}>
        <Modal.Body className={classes.viewer ?? ''} data-playing={isPlaying || undefined} data-bare={(isBare && data !== undefined) || undefined} style={data ? sizeVariables(data) : {}}>
          <FocusTrap.InitialFocus />
          {data && <Stage key={data.id} image={data} neighbours={neighbours} onSwipe={turn} />}
          {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
          {data && !isBare && <Details image={data} onMark={mark} onShow={image => onShow(image, -1)} />}
          <div className={classes.corner}>
            {data && (
              <>
                <span className={classes.stars}>
                  <Rating value={data.rating} onChange={rating => mark({ rating })} />
                </span>
                <Tool label={data.favorite ? 'Not a favourite (F)' : 'Favourite (F)'} isPressed={data.favorite} onClick={() => mark({ favorite: !data.favorite })}>
                  {data.favorite ? <IconHeartFilled size={20} /> : <IconHeart size={20} stroke={1.6} />}
                </Tool>
              </>
            )}
            {isPlaying && <SlideTime seconds={seconds} onChange={setSeconds} />}
            {next && (
              <Tool label={isPlaying ? 'Stop (Space)' : 'Slide show (Space)'} isPressed={isPlaying} onClick={() => setPlaying(!isPlaying)}>
                {isPlaying ? <IconPlayerPause size={20} stroke={1.6} /> : <IconPlayerPlay size={20} stroke={1.6} />}
              </Tool>
            )}
            {data && (
              <Tool label={data.readOnly ? onlyShown : 'Delete'} name="Delete" isOff={data.readOnly} onClick={() => onDelete(data)}>
                <IconTrash size={20} stroke={1.6} />
              </Tool>
            )}
            <Tool label="Details" isPressed={hasDetails} onClick={() => setHasDetails(shown => !shown)}>
              <IconInfoCircle size={20} stroke={1.6} />
            </Tool>
            <Tool label="Close" onClick={close}>
              <IconX size={20} stroke={1.6} />
            </Tool>
          </div>
          {previous && <Turn side="left" onClick={() => turn(-1)} />}
          {next && <Turn side={isBare ? 'right' : 'beside'} onClick={() => turn(1)} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** For the room above the picture. */
const sizeVariables = ({ width, height }: Image) => ({ '--picture-width': `${width}px`, '--picture-height': `${height}px`, '--picture-ratio': width / Math.max(1, height) }) as CSSProperties;

/** The viewer is itself a dialog; what keeps the keys is a field in it, or another dialog over it. */
const isWriting = (event: KeyboardEvent) => {
  const dialogs = document.querySelectorAll('[role="dialog"]');
  const isField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable], [role="menu"]') !== null;
  return isField || (dialogs.length > 1 && isTyping(event));
};

type ToolProps = { label: string; name?: string; isPressed?: boolean; isOff?: boolean; onClick: () => void; children: ReactNode };

/** What is off stays where the keyboard finds it, and says why. */
function Tool({ label, name = label.replace(/ \(.*\)$/, ''), isPressed, isOff = false, onClick, children }: ToolProps) {
  return (
    <Hint label={label}>
      <ActionIcon className={classes.tool ?? ''} size={40} aria-label={name} aria-pressed={isPressed} {...(isOff ? { 'aria-disabled': true, 'data-disabled': true } : {})} onClick={onClick}>
        {children}
      </ActionIcon>
    </Hint>
  );
}

function Turn({ side, onClick }: { side: 'left' | 'right' | 'beside'; onClick: () => void }) {
  const isLeft = side === 'left';
  return (
    <button type="button" className={classes.turn} data-side={side} aria-label={isLeft ? 'The one before' : 'The next one'} onClick={onClick}>
      {isLeft ? <IconChevronLeft size={28} stroke={1.6} /> : <IconChevronRight size={28} stroke={1.6} />}
    </button>
  );
}
