import type { FieldWarning, JobState, LoraUse, Preflight, SlotValues, Span, ThumbnailSize } from '@/shared/api/types';

export type StoryStatus = 'prompting' | 'reviewing' | 'generating' | 'complete' | 'failed' | 'cancelled';
export type Pass = 'proof' | 'final';

/** A picture, as far as it is shown here. */
export type FrameImage = { id: string; width: number; height: number; blur: string | null; url: string; thumbnails: Record<ThumbnailSize, string> };

export type StorySummary = {
  id: string;
  title: string;
  status: StoryStatus;
  frames: number;
  done: number;
  failed: number;
  cover: FrameImage | null;
  updatedAt: string;
  version: number;
};
export type StoryPage = { items: StorySummary[]; nextCursor: string | null };

/** A picture that shows what a person or a place looks like. */
export type Reference = { input: string; weight: number };
export type Outfit = { id: string; name: string; text: string };
export type Character = {
  id: string;
  name: string;
  looks: string;
  outfits: Outfit[];
  references: Reference[];
  /** One that was taught this person. */
  lora: string | null;
  /** Of the LoRA. */
  weight: number;
};
export type Place = { id: string; name: string; looks: string; light: string; references: Reference[] };
export type Style = { prefix: string; suffix: string; negative: string; loras: LoraUse[]; keywords: Record<string, string[]> };
export type SeedRule = { rule: 'perFrame' | 'fixed' | 'basePlusFrame'; base: number };

/** What of a shot can be edited, and locked against being planned anew. */
export type ShotField = 'title' | 'action' | 'description' | 'shotType' | 'cast' | 'outfits' | 'locationId' | 'timeOfDay' | 'durationMs' | 'notes';
export type FrameDraft = {
  title: string;
  action: string;
  description: string;
  shotType: string;
  cast: string[];
  outfits: Record<string, string>;
  locationId: string | null;
  timeOfDay: string | null;
  seed: number | null;
  locks: string[];
  durationMs: number;
  notes: string;
  promptOverride: string | null;
};

export type TakeFailure = { class: string; message: string };
export type Take = {
  id: string;
  pass: Pass;
  jobId: string;
  groupId: string;
  seed: number;
  prompt: string;
  negative: string | null;
  template: string;
  templateVersion: string;
  references: { input: string; slot: string; weight: number; character: string }[];
  createdAt: string;
  state: JobState;
  imageId: string | null;
  url: string | null;
  thumbnails: Record<ThumbnailSize, string> | null;
  blur: string | null;
  width: number | null;
  height: number | null;
  failure: TakeFailure | null;
  progress: number | null;
};

export type PartKind = 'style' | 'person' | 'place' | 'action' | 'shot' | 'suffix';
export type Composed = {
  /** In the order of the prompt; `at` is where in it they begin. */
  parts: { kind: PartKind; text: string; at: number }[];
  prompt: string;
  negative: string;
  tokens: number;
  limit: number;
  /** The character of the prompt at which the encoder stops reading. */
  cutAt: number | null;
  replaced: { from: string; to: string }[];
  /** Words that the frame before does not have. */
  changed: string[];
};
export type Frame = FrameDraft & {
  id: string;
  /** The seed that the next run will use. */
  nextSeed: number;
  /** A picture of one's own that stands here instead of any take. */
  picture: string | null;
  /** Oldest first. */
  takes: Take[];
  chosen: string | null;
  /** The take that is shown: the chosen one, else the latest that has come. */
  shown: string | null;
  image: FrameImage | null;
  composed: Composed;
};

/** Why there is no plan, and what came in its place, word for word. */
export type PlanProblem = { type: string; detail: string; raw: string | null };

/** What the story was made of. */
export type Source = { kind: string; text: string; arc: string | null; frames: number | null; warnings: string[] | null; problem: PlanProblem | null };

export type Story = {
  id: string;
  title: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  status: StoryStatus;
  source: Source;
  family: string | null;
  template: string | null;
  slots: SlotValues;
  style: Style;
  characters: Character[];
  locations: Place[];
  seed: SeedRule;
  stopAtFirstFailure: boolean;
  /** When its proofs were found good. */
  approvedAt: string | null;
  frames: Frame[];
};

/** What of the document is edited outside its shots. */
export type StoryField = 'title' | 'source' | 'family' | 'template' | 'slots' | 'style' | 'characters' | 'locations' | 'seed' | 'stopAtFirstFailure';

export type NewStory = { title?: string; text: string; frames?: number; arc?: string; family?: string; template?: string; plan: boolean };

/** Which frames are meant, null all of them; `missing` only those without a finished picture of the pass. */
export type RunWish = { pass: Pass; frames: readonly string[] | null; missing: boolean };

export type DryRun = {
  images: number;
  seconds: Span | null;
  bytes: number | null;
  modelSwitches: number;
  missing: Preflight['engines'];
  warnings: FieldWarning[];
  frames: { id: string; number: number; prompt: string; tokens: number; limit: number; seed: number; settings: SlotValues }[];
};
export type FrameProgress = { id: string; state: JobState | null; imageId: string | null; progress: number | null };
export type StoryProgress = {
  status: StoryStatus;
  pass: Pass | null;
  /** Number of the frame that an engine works on. */
  current: number | null;
  total: number;
  done: number;
  failed: number;
  secondsLeft: number | null;
  frames: FrameProgress[];
};

export type Shot = { id: string; label: string; words: string };
export type Family = { id: string; label: string; dialect: string; shots: Shot[]; negative: string };
export type Producer = { kind: string; name: string; available: boolean; problem: string | null; families: Family[] };

export type ExportKind = 'pdf' | 'sheet' | 'zip' | 'webp' | 'gif' | 'mp4' | 'project';
export type ExportSettings = {
  columns?: number;
  notes?: boolean;
  numbers?: boolean;
  pageSize?: string;
  width?: number;
  fps?: number;
  fadeMs?: number;
  burnNumbers?: boolean;
};
export type StoryExport = {
  id: string;
  sequence: string | null;
  kind: ExportKind;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  bytes: number;
  fileName: string;
  problem: string | null;
  /** What the file lacks. */
  warnings: string[];
  createdAt: string;
};
