import type { FieldWarning, JobState, PreflightEngine, SlotValue, SlotValues } from '@/shared/api/types';

export type BatchState = 'running' | 'paused' | 'complete' | 'cancelled' | 'failed';

export type Range = { from: number; to: number; step: number };
/** `zipWith`: it goes in step with that earlier axis, rather than being multiplied with it. */
export type AxisRequest = { slot: string; label?: string; values?: SlotValue[]; range?: Range; zipWith?: number };
/** `count`: images for each cell. Along the axes a seed stays the same, so that only what the axes say differs. */
export type SeedsRequest = { count: number; random: boolean; base?: number };
export type ListFormat = 'lines' | 'csv' | 'tsv' | 'auto';
/** `columns`: the slot that a column is for, by the column's heading or number. */
export type ListRequest = { text: string; format: ListFormat; columns?: Record<string, string> };

export type BatchRequest = {
  title?: string;
  template: string;
  slots: SlotValues;
  engine?: string;
  priority?: number;
  style?: string;
  stopAtFirstFailure?: boolean;
  seeds: SeedsRequest | null;
  axes?: AxisRequest[];
  list?: ListRequest;
  wildcards?: { withoutRepeats: boolean };
};

export type Axis = { slot: string; label: string; values: SlotValue[] };

export type ListPreview = {
  columns: { header: string; slot: string | null }[];
  rows: string[][];
  total: number;
  /** `row` counts from 0. */
  errors: { row: number; column: string | null; message: string }[];
};

/** What a batch would be, before it is started. */
export type BatchPlan = {
  images: number;
  seconds: { p50: number; low: number; high: number } | null;
  bytes: number | null;
  modelSwitches: number;
  warnings: FieldWarning[];
  missing: PreflightEngine[];
  axes: Axis[];
  list: ListPreview | null;
  order: 'models' | 'asked';
  prompts: string[];
};

export type BatchSummary = {
  id: string;
  title: string | null;
  template: string;
  createdAt: string;
  images: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  open: number;
  state: BatchState;
  cover: string | null;
  prompt: string | null;
};

export type BatchPage = { items: BatchSummary[]; nextCursor: string | null };

export type Batch = BatchSummary & {
  request: BatchRequest;
  axes: Axis[];
  /** Images a minute. */
  rate: number | null;
  secondsLeft: number | null;
  startedAt: string | null;
  endedAt: string | null;
  revision: number;
};

/** One image of a batch, made or not. `at`: its row of the list, its place on each axis, its number among the seeds. */
export type Cell = {
  index: number;
  at: number[];
  jobId: string | null;
  state: JobState;
  seed: number | null;
  imageId: string | null;
  version?: string | null;
  blur: string | null;
  width: number | null;
  height: number | null;
  failure: { class: string; message: string } | null;
  /** Only the slots that differ between cells. */
  values: SlotValues;
};

export type CellPage = { revision: number; items: Cell[] };

export type GrowRequest = { seeds?: number; axis?: { index: number; values: SlotValue[] }; rows?: string[][] };
