/** What the API says of batches, by the names that the page uses. */
import type { components } from '@/shared/api/schema';
import type { SlotValue, SlotValues } from '@/shared/api/types';

type Schemas = components['schemas'];
/** A document cannot say everything that the page may rely on: what a slot can hold, and what may be left out of a request. */
type Refine<T, Refined> = Omit<T, keyof Refined> & Refined;

export type BatchState = Schemas['BatchState'];

/** `zipWith`: it goes in step with that earlier axis, rather than being multiplied with it. */
export type AxisRequest = Refine<Schemas['BatchAxis'], { slot: string; values?: SlotValue[] | null }>;
/** `count`: images for each cell. Along the axes a seed stays the same, so that only what the axes say differs. */
export type SeedsRequest = Schemas['BatchSeeds'];
export type ListFormat = 'lines' | 'csv' | 'tsv' | 'auto';
/** `columns`: the slot that a column is for, by the column's heading or number. */
export type ListRequest = Refine<Schemas['BatchList'], { text: string; format: ListFormat }>;
export type BatchRequest = Refine<
  Schemas['BatchRequest'],
  {
    template: string;
    slots: SlotValues;
    stopAtFirstFailure?: boolean;
    axes?: AxisRequest[] | null;
    list?: ListRequest | null;
  }
>;
export type GrowRequest = Refine<Schemas['GrowBatch'], { axis?: { index: number; values: SlotValue[] } }>;

export type Axis = Refine<Schemas['BatchAxisView'], { values: SlotValue[] }>;
export type ListPreview = Schemas['BatchListView'];
/** What a batch would be, before it is started. */
export type BatchPlan = Refine<Schemas['BatchPlanView'], { axes: Axis[] }>;
export type StartedBatch = Schemas['AcceptedBatch'];

export type BatchSummary = Schemas['BatchSummary'];
export type BatchPage = Schemas['BatchPageView'];
export type Batch = Refine<Required<Schemas['BatchView']>, { request: BatchRequest; axes: Axis[] }>;
export type Retried = Schemas['RetriedCells'];

/** One image of a batch, made or not. `at`: its row of the list, its place on each axis, its number among the seeds. Without an image its size is 0. */
export type Cell = Refine<Schemas['BatchCellView'], { values: SlotValues }>;
export type CellPage = Refine<Schemas['BatchCellsView'], { items: Cell[] }>;

/** Made in the background. */
export type Sheet = Schemas['ExportView'];
