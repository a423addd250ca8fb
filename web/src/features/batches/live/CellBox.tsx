import { IconAlertTriangle, IconCheck, IconPlayerStop } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { blurUrl } from '@/shared/images/thumbHash';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { thumbnailFor } from '@/shared/images/thumbnailFor';
import { JobPreview } from '@/shared/jobs/JobPreview';
import { isFailed, isWorking } from '@/shared/jobs/states';
import { useLastingPreview } from '@/shared/jobs/useLastingPreview';
import { useStreamedJob } from '@/shared/jobs/useLiveJob';
import { ProgressRing } from '@/shared/ui/ProgressRing';
import type { Cell } from '../types';
import classes from './CellBox.module.css';
import { cellWords } from './cellWords';
import { pictureOf } from './picture';

type Props = {
  /** Nothing while it has not come. */
  cell: Cell | undefined;
  /** What sets it apart from the others. */
  label: string;
  left: number;
  width: number;
  height: number;
  column: number;
  hasCaption: boolean;
  isWhole: boolean;
  isChosen: boolean;
  isChoosing: boolean;
  isCursor: boolean;
};

const leastBlurred = 100;

/** One place of the grid. What happens to it is heard by the grid. */
export const CellBox = memo(function CellBox({ cell, label, left, width, height, column, hasCaption, isWhole, isChosen, isChoosing, isCursor }: Props) {
  // A small cell has its picture before anybody sees what was blurred.
  const blur = width < leastBlurred ? null : blurUrl(cell?.blur ?? null);
  const style = { left, width, height };
  if (!cell) return <div role="gridcell" className={classes.cell} style={style} aria-colindex={column + 1} aria-busy="true" />;

  const words = `${label}: ${cellWords(cell)}`;
  const face = blur === null ? {} : { backgroundImage: `url(${blur})` };
  return (
    <div role="gridcell" className={classes.cell} style={style} aria-colindex={column + 1} aria-selected={isChosen} data-index={cell.index} data-state={toneOf(cell)} data-chosen={isChosen || undefined} data-choosing={isChoosing || undefined} data-whole={(isWhole && cell.imageId !== null) || undefined}>
      <button type="button" className={classes.open} tabIndex={isCursor ? 0 : -1} data-cursor={isCursor || undefined} aria-label={words} title={cell.failure?.message}>
        <span className={classes.face} style={face}>
          <Face cell={cell} label={hasCaption ? '' : label} pixels={Math.max(width, height) * window.devicePixelRatio} isWhole={isWhole} />
        </span>
        {hasCaption && <span className={classes.caption}>{label}</span>}
      </button>
      {cell.imageId !== null && (
        <button type="button" role="checkbox" className={classes.check} tabIndex={-1} aria-checked={isChosen} aria-label={`Choose ${label}`}>
          {isChosen && <IconCheck size={14} stroke={3} aria-hidden />}
        </button>
      )}
    </div>
  );
});

function Face({ cell, label, pixels, isWhole }: { cell: Cell; label: string; pixels: number; isWhole: boolean }) {
  const { imageId, version, width, height } = cell;
  const picture = useMemo(() => pictureOf({ imageId, version, width, height }, label), [imageId, version, width, height, label]);
  const making = imageId === null && isWorking(cell.state) ? cell.jobId : null;
  const { previewed, onShown } = useLastingPreview(making, imageId);
  const fit = isWhole ? classes.whole : classes.picture;
  return (
    <>
      {picture && <Thumbnail key={`${imageId ?? ''}${version ?? ''}`} image={picture} size={thumbnailFor(pixels)} className={fit} onShown={onShown} />}
      {previewed !== null && <JobPreview key={previewed} jobId={previewed} className={fit} />}
      {making !== null && <Ring jobId={making} />}
      {!picture && making === null && <Stand cell={cell} />}
    </>
  );
}

function Ring({ jobId }: { jobId: string }) {
  return (
    <span className={classes.ring}>
      <ProgressRing fraction={useStreamedJob(jobId)?.progress?.fraction ?? null} />
    </span>
  );
}

function Stand({ cell: { state, failure } }: { cell: Cell }) {
  if (isFailed(state))
    return (
      <span className={classes.failed}>
        <IconAlertTriangle size={22} stroke={1.5} aria-hidden />
        <span>{failure?.message ?? 'It failed.'}</span>
      </span>
    );
  return state === 'cancelled' ? <IconPlayerStop size={20} stroke={1.5} aria-hidden /> : <span className={classes.waiting} aria-hidden />;
}

const toneOf = ({ state, imageId }: Cell) => (imageId !== null ? 'made' : isFailed(state) ? 'failed' : isWorking(state) ? 'making' : state === 'cancelled' ? 'cancelled' : 'waiting');
