import type { Batch, Cell } from './types';

/** Records with believable values; a test names only what it is about. */

export const aCell = (cell: Partial<Cell> & Pick<Cell, 'index'>): Cell => ({
  at: [0, 0, 0, 0, cell.index],
  jobId: `j${cell.index}`,
  state: 'queued',
  seed: 100 + cell.index,
  imageId: null,
  version: null,
  blur: null,
  width: 0,
  height: 0,
  failure: null,
  values: {},
  prompt: 'a lighthouse',
  ...cell,
});

export const aBatch = (batch: Partial<Batch> = {}): Batch => ({
  id: 'b1',
  title: 'a lighthouse',
  template: 'text_to_image_sdxl',
  createdAt: '2026-01-02T12:00:00Z',
  images: 5,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  open: 5,
  state: 'running',
  cover: null,
  prompt: 'a lighthouse',
  request: { template: 'text_to_image_sdxl', slots: { prompt: 'a lighthouse', width: 1024, height: 1024 }, seeds: { count: 5, random: true } },
  axes: [],
  columns: [],
  rows: 1,
  seeds: 5,
  rate: null,
  secondsLeft: null,
  startedAt: '2026-01-02T12:00:01Z',
  endedAt: null,
  revision: 1,
  ...batch,
});
