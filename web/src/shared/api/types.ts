/** What the API says, by the names that the page uses. The shapes come from its OpenAPI document: `npm run schema`. */
import type { components } from './schema';

type Schemas = components['schemas'];

/** A document cannot say everything that the page may rely on: which keys a dictionary has, what a slot can hold. */
type Refine<T, Refined> = Omit<T, keyof Refined> & Refined;

export type SlotValue = string | number | boolean | null;
export type SlotValues = Record<string, SlotValue>;
export type ThumbnailSize = '300' | '640' | '1280';

export type JobState = Schemas['JobState'];
export type FailureClass = Schemas['FailureClass'];
export type EngineStatus = Schemas['EngineStatus'];

export type Slot = Refine<Schemas['SlotView'], { default: SlotValue; choicesFrom: 'checkpoints' | 'samplers' | 'schedulers' | null }>;
export type Template = Refine<Schemas['TemplateView'], { slots: Slot[] }>;

export type Progress = Schemas['JobProgress'];
export type Failure = Schemas['FailureView'];
export type Image = Refine<Schemas['ImageView'], { slots: SlotValues | null; thumbnails: Record<ThumbnailSize, string> }>;
/** Seconds. */
export type Span = { low: number; typical: number; high: number };
/** What earlier runs let expect of a job that waits; null where there were none. */
export type Estimate = {
  waitSeconds: Span | null;
  runSeconds: Span | null;
  /** Whether its models are believed loaded already. */
  warm: boolean | null;
  engine: { id: string; name: string } | null;
  samples: number;
};
export type Job = Refine<
  Schemas['JobView'],
  { slots: SlotValues; images: Image[]; estimate: Estimate | null }
>;

export type Page<T> = { items: T[]; next: string | null };
export type ImagePage = Refine<Schemas['ImagePageView'], { items: Image[] }>;

export type Generation = { id: string; jobs: Job[] };
export type GenerationRequest = {
  template: string;
  slots: SlotValues;
  count: number;
  engine?: string | null;
  priority?: number;
  /** The job that these tries again, with other values. */
  retryOf?: string;
};

export type Engine = Schemas['EngineView'];
export type EngineRequest = Schemas['EngineRequest'];
export type Model = Schemas['ModelView'];
export type Models = Schemas['ModelsView'];
export type QueueState = Schemas['QueueView'];
export type CancelAnswer = Schemas['CancelView'];
/** Only the stream tells it, which no document describes. */
export type GroupEnd = { groupId: string; kind: string; total: number; succeeded: number; failed: number; parked: number; cancelled: number };
export type SystemInfo = Schemas['SystemView'];
export type Webhook = Schemas['WebhookView'];
export type NewWebhook = Schemas['NewWebhookView'];
export type WebhookSettings = Partial<Schemas['WebhookRequest']>;
export type WebhookDelivery = Schemas['WebhookDeliveryView'];
