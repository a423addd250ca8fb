import { IconArrowBarToUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import type { Job } from '@/shared/api/types';
import { count, plural } from '@/shared/format/words';
import { describeJob } from '@/shared/jobs/describe';
import { priorityWord, usualPriority } from '@/shared/jobs/priorities';
import type { WaitingActions } from './actions';
import { EstimateText } from './EstimateText';
import { JobFacts } from './JobFacts';
import list from './QueueList.module.css';
import { RowMenu } from './RowMenu';
import { WaitingMenu } from './WaitingMenu';
import classes from './WaitingRow.module.css';

type Props = { job: Job; place: number; isSelected: boolean; isSelecting: boolean; isDragged: boolean; isPaused: boolean; actions: WaitingActions };

export const WaitingRow = memo(function WaitingRow({ job, place, isSelected, isSelecting, isDragged, isPaused, actions }: Props) {
  const { title, detail } = describeJob({ ...job, position: place });
  const name = job.prompt ?? 'without a prompt';

  return (
    <article
      className={`${list.row} ${classes.row}`}
      aria-label={`${title}: ${name}`}
      data-selected={isSelected || undefined}
      data-selecting={isSelecting || undefined}
      data-dragged={isDragged || undefined}
      data-held={job.held || isPaused || undefined}
    >
      <span className={classes.handle} aria-hidden title="Drag to reorder" onPointerDown={event => actions.grab(event, job)}>
        <IconGripVertical size={18} stroke={1.6} />
      </span>
      <label className={classes.place}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${name}`}
          checked={isSelected}
          onChange={event => actions.select(job, event.nativeEvent as MouseEvent)}
        />
        <span aria-hidden>{count(place + 1)}</span>
      </label>
      <div className={`${list.words} ${classes.words}`}>
        <p dir="auto" className={classes.prompt} title={job.prompt ?? undefined}>
          {job.prompt ?? 'Without a prompt'}
        </p>
        <p className={classes.why}>
          <strong>{title}</strong>
          {job.priority !== usualPriority && <span className={classes.priority}>{priorityWord(job.priority)}</span>}
          {detail && <span>{detail}</span>}
        </p>
        <JobFacts job={job} />
      </div>
      <EstimateText estimate={job.estimate} />
      <div className={classes.actions}>
        {place > 0 && (
          <button
            type="button"
            className={`${list.icon} ${classes.quick}`}
            title="Move to front"
            aria-label={`Move to front: ${name}`}
            onClick={() => void actions.commands.move([job], { to: 'front' })}
          >
            <IconArrowBarToUp size={18} stroke={1.6} />
          </button>
        )}
        <RowMenu label={`More for ${name}`}>
          <WaitingMenu job={job} place={place} actions={actions} />
        </RowMenu>
        <button
          type="button"
          className={`${list.icon} ${classes.quick}`}
          title="Cancel"
          aria-label={`Cancel: ${name}`}
          onClick={() => void actions.commands.cancelJob(job)}
        >
          <IconX size={18} stroke={1.6} />
        </button>
      </div>
    </article>
  );
});

/** What stands in a place whose job is not loaded yet: as high as a job, so that nothing jumps. */
export const WaitingHole = ({ place }: { place: number }) => (
  <div className={`${list.row} ${classes.row} ${classes.hole}`} aria-label={`${plural(place, 'job')} before it, loading`}>
    <span className={classes.handle} />
    <span className={classes.place}>{count(place + 1)}</span>
    <span className={classes.bars}>
      <i />
      <i />
    </span>
  </div>
);
