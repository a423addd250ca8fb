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
export type Job = Refine<Schemas['JobView'], { slots: SlotValues; images: Image[] }>;

export type Page<T> = { items: T[]; next: string | null };
export type ImagePage = Refine<Schemas['ImagePageView'], { items: Image[] }>;

export type Generation = { id: string; jobs: Job[] };
export type GenerationRequest = {
  template: string;
  slots: SlotValues;
  count: number;
  engine?: string | null;
  priority?: number;
};

export type Engine = Schemas['EngineView'];
export type Model = Schemas['ModelView'];
export type Models = Schemas['ModelsView'];
export type QueueCounts = Schemas['QueueCounts'];
export type SystemInfo = Schemas['SystemView'];
export type Webhook = Schemas['WebhookView'];
export type NewWebhook = Schemas['NewWebhookView'];
export type WebhookSettings = Partial<Schemas['WebhookRequest']>;
export type WebhookDelivery = Schemas['WebhookDeliveryView'];
