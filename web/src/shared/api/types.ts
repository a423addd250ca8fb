/** What the API says, by the names that the page uses. The shapes come from its OpenAPI document: `npm run schema`. */
import type { components } from './schema';

type Schemas = components['schemas'];

/** A document cannot say everything that the page may rely on: which keys a dictionary has, what a slot can hold. */
type Refine<T, Refined> = Omit<T, keyof Refined> & Refined;

export type Size = { width: number | null; height: number | null };
export type LoraUse = { name: string; strength: number; clip?: number };
export type SlotValue = string | number | boolean | null | Size | LoraUse[];
export type SlotValues = Record<string, SlotValue>;
export type SlotType = Schemas['SlotType'];
/** The field is only there while another one has this value, or has another than this. */
export type VisibleWhen = { slot: string; is?: SlotValue; isNot?: SlotValue };
export type ThumbnailSize = '300' | '640' | '1280';

export type JobState = Schemas['JobState'];
export type FailureClass = Schemas['FailureClass'];
export type EngineStatus = Schemas['EngineStatus'];

export type Slot = Refine<Schemas['SlotView'], { default: SlotValue; visibleWhen: VisibleWhen | null }>;
export type TemplateGroup = Schemas['SlotGroup'];
export type Requires = Schemas['TemplateRequires'];
export type Template = Refine<Schemas['TemplateView'], { slots: Slot[] }>;

export type Preflight = Schemas['PreflightView'];
export type PreflightEngine = Schemas['PreflightEngine'];

/** A picture that a graph reads. */
export type InputFile = Schemas['InputView'];

/** A graph as ComfyUI runs it. */
export type Graph = Record<string, { class_type: string; inputs: Record<string, unknown>; _meta?: { title?: string } }>;
/** Where a slot's value went. */
export type GraphMark = Schemas['BoundMark'];
export type GraphPreview = Refine<Schemas['GenerationPreview'], { graph: Graph; resolved: SlotValues }>;
export type FieldWarning = Schemas['FieldWarning'];

export type Progress = Schemas['JobProgress'];
export type Failure = Schemas['FailureView'];
export type Image = Refine<Schemas['ImageView'], { slots: SlotValues | null; thumbnails: Record<ThumbnailSize, string> }>;
/** What is only told of one image. */
export type ImageDetail = Image & Partial<Omit<Schemas['ImageDetailView'], keyof Image>>;
/** What a file tells of its making that is not in the gallery. */
export type ReadImage = Refine<Schemas['ReadImageView'], { slots: SlotValues | null }>;
export type ImageMap = Refine<Schemas['ImageMapView'], { chunks: (string | null)[] }>;
export type Album = Schemas['AlbumView'];
export type SavedSearch = Schemas['SavedSearch'];
export type Trash = Schemas['TrashView'];
export type TrashItem = Schemas['TrashItemView'];
export type TrashedImage = Schemas['TrashedImageView'];
export type Trashed = Schemas['TrashAnswer'];
export type FormerMarks = Schemas['FormerMarks'];
export type UnreadableImage = Schemas['UnreadableImage'];
export type FacetValue = Schemas['FacetCount'];
export type ImageFacets = Schemas['ImageFacetsView'];
export type FacetField = Exclude<keyof ImageFacets, 'favorites'>;
/** Seconds. */
export type Span = Schemas['RangeView'];
/** What earlier runs let expect of a job that waits; null where there were none. */
export type Estimate = Schemas['EstimateView'];
export type Job = Refine<
  Schemas['JobView'],
  {
    slots: SlotValues;
    images: Image[];
    /** What was asked for, where it is made otherwise. */
    asked: SlotValues | null;
  }
>;

export type Page<T> = { items: T[]; next: string | null };
export type ImagePage = Refine<Schemas['ImagePageView'], { items: Image[] }>;

export type AcceptedGeneration = Refine<Schemas['AcceptedGeneration'], { jobs: Job[] }>;
/** What became of a file that somebody put into the gallery. */
export type ImportAnswer = Schemas['ImportAnswer'];
/** How far the pixels of two images differ. */
export type ImageDifference = Schemas['ImageDifference'];
export type Generation = { id: string; jobs: Job[] };
export type GenerationRequest = {
  template: string;
  slots: SlotValues;
  count: number;
  engine?: string | null;
  priority?: number;
  /** The job that these tries again, with other values. */
  retryOf?: string;
  /** Few steps and small, to see whether it is worth rendering. */
  draft?: boolean;
  style?: string;
};
/** Words around a prompt. */
export type PromptStyle = Schemas['PromptStyle'];
export type Wildcard = Schemas['WildcardView'];

export type Engine = Schemas['EngineView'];
export type EngineRequest = Schemas['EngineRequest'];
export type Model = Schemas['ModelView'];
export type ModelDetails = Schemas['ModelDetailsView'];
export type Models = Refine<
  Schemas['ModelsView'],
  { checkpoints: Model[]; loras: Model[]; vae: Model[]; folders?: Record<string, Model[]> }
>;
export type QueueState = Schemas['QueueView'];
export type CancelAnswer = Schemas['CancelView'];
/** Only the stream tells it, which no document describes. */
/** `ends`: how often it has ended by now; `total` and the rest are of the whole group. */
export type GroupEnd = { groupId: string; kind: string; ends: number; total: number; succeeded: number; failed: number; parked: number; cancelled: number };
export type SystemInfo = Schemas['SystemView'];
export type Webhook = Schemas['WebhookView'];
export type NewWebhook = Schemas['NewWebhookView'];
export type WebhookSettings = Partial<Schemas['WebhookRequest']>;
export type WebhookDelivery = Schemas['WebhookDeliveryView'];

/** A slot as a template's file has it: what is left out has its usual meaning. */
export type FileSlot = Pick<Slot, 'name' | 'label' | 'type'> & {
  inputs: string[];
  group?: string | null;
  default?: SlotValue;
  min?: number | null;
  max?: number | null;
  step?: number | null;
  required?: boolean;
  help?: string | null;
  advanced?: boolean;
  maxLength?: number | null;
  choices?: string[] | null;
  choicesFrom?: string | null;
  visibleWhen?: VisibleWhen | null;
  off?: Record<string, unknown> | null;
  prefer?: string[];
};
export type WorkflowNote = Schemas['WorkflowNote'];
/** What was found in a file that somebody brought. */
export type ImportedWorkflow = Refine<Schemas['WorkflowImport'], { graph: Graph; slots: FileSlot[] }>;
export type TemplateVersion = Schemas['OwnTemplateVersion'];
export type OwnTemplate = Refine<Schemas['OwnTemplateRequest'], { description: string; tags: string[]; graph: Graph; slots: FileSlot[]; groups: TemplateGroup[]; requires: Requires }>;
