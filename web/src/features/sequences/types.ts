/** What the API says of stories, by the names that the page uses. */
import type { components } from '@/shared/api/schema';
import type { FieldWarning, JobState, LoraUse, Preflight, SlotValues, Span, ThumbnailSize } from '@/shared/api/types';

type Schemas = components['schemas'];
/** A document cannot say everything that the page may rely on. */
type Refine<T, Refined> = Omit<T, keyof Refined> & Refined;

export type StoryStatus = Schemas['SequenceStatus'];
export type Pass = Schemas['TakePass'];

/** A picture, as far as it is shown here. */
export type FrameImage = Refine<Omit<Schemas['FrameImageView'], 'version'>, { thumbnails: Record<ThumbnailSize, string> }>;

export type StorySummary = Refine<Omit<Schemas['SequenceSummary'], 'createdAt'>, { cover: FrameImage | null }>;
export type StoryPage = Refine<Schemas['SequencePageView'], { items: StorySummary[] }>;

/** A picture that shows what a person or a place looks like: an uploaded one, or what stands in a frame. */
export type Reference = { input: string | null; weight: number; frame: string | null };
export type Outfit = Refine<Schemas['Outfit'], { text: string }>;
export type Character = Refine<Schemas['Character'], { looks: string; outfits: Outfit[]; references: Reference[]; lora: string | null }>;
export type Place = Refine<Schemas['Location'], { looks: string; light: string; references: Reference[] }>;
export type Style = { prefix: string; suffix: string; negative: string; loras: LoraUse[]; keywords: Record<string, string[]> };
export type SeedRule = Schemas['SeedRule'];

/** What of a shot can be edited, and locked. */
export type ShotField = 'title' | 'action' | 'description' | 'shotType' | 'cast' | 'outfits' | 'locationId' | 'timeOfDay' | 'durationMs' | 'notes';

export type Take = Refine<Schemas['TakeView'], { thumbnails: Record<ThumbnailSize, string> | null }>;
export type Composed = Omit<Schemas['ComposedPrompt'], 'encoder'>;
export type PartKind = Schemas['PromptPartKind'];
export type Frame = Refine<Omit<Schemas['FrameView'], 'number'>, { takes: Take[]; image: FrameImage | null; composed: Composed }>;
export type FrameDraft = Omit<Frame, 'id' | 'nextSeed' | 'composed' | 'picture' | 'takes' | 'chosen' | 'shown' | 'image'>;

/** Why there is no plan, and what came in its place, word for word. */
export type PlanProblem = Refine<Schemas['PlanProblem'], { raw: string | null }>;
/** What the story was made of. */
export type Source = { kind: string; text: string; arc: string | null; frames: number | null; warnings: string[] | null; problem: PlanProblem | null };

export type Story = Refine<
  Omit<Schemas['SequenceView'], 'fps' | 'branchOf' | 'removed' | 'run' | 'cover'>,
  { source: Source; slots: SlotValues; style: Style; characters: Character[]; locations: Place[]; frames: Frame[] }
>;

/** What of the document is edited outside its shots. */
export type StoryField = 'title' | 'source' | 'family' | 'template' | 'slots' | 'style' | 'characters' | 'locations' | 'seed' | 'stopAtFirstFailure';

export type NewStory = { title?: string; text: string; frames?: number; arc?: string; family?: string; template?: string; plan: boolean };

/** Which frames are meant, null all of them; `missing` only those without a finished picture of the pass. */
export type RunWish = { pass: Pass; frames: readonly string[] | null; missing: boolean };

export type DryRun = { images: number; seconds: Span | null; bytes: number | null; modelSwitches: number; missing: Preflight['engines']; warnings: FieldWarning[]; frames: DryFrame[] };
type DryFrame = Pick<Schemas['DryFrameView'], 'id' | 'number' | 'prompt' | 'tokens' | 'limit' | 'seed' | 'waitReason'>;
export type FrameProgress = { id: string; state: JobState | null; imageId: string | null; progress: number | null; waitReason: string | null };
/** How well neighbouring pictures go together, in numbers. */
export type Continuity = Omit<Schemas['ContinuityView'], 'version'>;
export type FrameContinuity = Schemas['FrameContinuity'];
export type StoryProgress = Refine<Schemas['SequenceProgressView'], { frames: FrameProgress[] }>;
export type Shot = { id: string; label: string; words: string };
export type Family = { id: string; label: string; dialect: string; shots: Shot[]; negative: string };
export type Producer = { kind: string; name: string; available: boolean; problem: string | null; families: Family[] };

export type ExportKind = 'pdf' | 'sheet' | 'zip' | 'webp' | 'gif' | 'mp4' | 'timeline' | 'project';
export type ExportSettings = {
  columns?: number;
  notes?: boolean;
  numbers?: boolean;
  pageSize?: string;
  width?: number;
  fps?: number;
  fadeMs?: number;
  burnNumbers?: boolean;
  sound?: string;
};
/** What is heard under a film. */
export type Sound = Pick<Schemas['SoundView'], 'id' | 'seconds'>;
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
