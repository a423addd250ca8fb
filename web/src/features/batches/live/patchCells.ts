import type { Image, Job } from '@/shared/api/types';
import { isFinal } from '@/shared/jobs/states';
import type { Cell } from '../types';

/** What the stream told since the cells were last drawn: the newest of each job and of each image. */
export type News = { jobs: Map<string, Job>; images: Map<string, Image> };

/** The same list where nothing changed; where something did, only the cells that it changed are new objects. */
export function patchCells(cells: readonly Cell[], { jobs, images }: News): readonly Cell[] {
  const byIndex = new Map([...jobs.values()].map(job => [job.index, job]));
  const next = cells.map(cell => withImage(withJob(cell, newest(cell, jobs, byIndex)), images));
  return next.every((cell, at) => cell === cells[at]) ? cells : next;
}

/** A retry is another job in the same cell; what is still told of the job before it is no news any more. */
function newest(cell: Cell, jobs: ReadonlyMap<string, Job>, byIndex: ReadonlyMap<number, Job>): Job | undefined {
  if (cell.jobId === null) return byIndex.get(cell.index);
  return [...jobs.values()].find(({ retryOf }) => retryOf === cell.jobId) ?? jobs.get(cell.jobId);
}

function withJob(cell: Cell, job: Job | undefined): Cell {
  if (!job || (job.id === cell.jobId && isFinal(cell.state) && !isFinal(job.state))) return cell;
  const [image] = job.images;
  const isSame =
    cell.jobId === job.id && cell.state === job.state && (image?.id ?? cell.imageId) === cell.imageId && (job.seed ?? cell.seed) === cell.seed && cell.failure?.message === job.failure?.message;
  if (isSame) return cell;
  return {
    ...cell,
    jobId: job.id,
    state: job.state,
    seed: job.seed ?? cell.seed,
    failure: job.failure && { class: job.failure.class, message: job.failure.message },
    ...(image ? ofImage(image) : {}),
  };
}

function withImage(cell: Cell, images: ReadonlyMap<string, Image>): Cell {
  const image = cell.jobId === null ? undefined : images.get(cell.jobId);
  if (!image || (cell.imageId === image.id && cell.version === image.version && cell.blur === image.blur)) return cell;
  return { ...cell, ...ofImage(image) };
}

const ofImage = ({ id, version, blur, width, height }: Image) => ({ imageId: id, version, blur, width, height });
