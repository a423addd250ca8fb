/** What the API says, by hand until the generated schema takes over. Times are ISO-8601 in UTC. */

export type JobState =
  | 'queued'
  | 'leased'
  | 'submitting'
  | 'submitted'
  | 'running'
  | 'collecting'
  | 'unknown'
  | 'succeeded'
  | 'failed'
  | 'parked'
  | 'cancelled';

export type FailureClass =
  | 'rejected'
  | 'nodeError'
  | 'outOfMemory'
  | 'cudaFault'
  | 'engineGone'
  | 'diskFull'
  | 'outputMissing'
  | 'timeout'
  | 'workerLost'
  | 'internal';

export type SlotValue = string | number | boolean | null;
export type SlotValues = Record<string, SlotValue>;

export type Slot = {
  name: string;
  label: string;
  type: 'prompt' | 'text' | 'integer' | 'float' | 'boolean' | 'seed' | 'choice' | 'model';
  required: boolean;
  default: SlotValue;
  min: number | null;
  max: number | null;
  step: number | null;
  choices: string[] | null;
  choicesFrom: 'checkpoints' | 'samplers' | 'schedulers' | null;
  help: string | null;
  advanced: boolean;
  maxLength: number | null;
};

export type Template = {
  id: string;
  version: number | string;
  title: string;
  description: string;
  tags: string[];
  slots: Slot[];
};

export type Progress = {
  nodeId: string | null;
  nodeType: string | null;
  value: number;
  max: number;
  /** Of the whole graph, 0 to 1. */
  fraction: number;
};

export type Failure = {
  class: FailureClass;
  message: string;
  nodeId: string | null;
  nodeType: string | null;
  field: string | null;
  detail: string | null;
};

export type Job = {
  id: string;
  groupId: string;
  index: number;
  groupSize: number;
  template: string;
  state: JobState;
  sequence: number;
  attempt: number;
  cancelRequested: boolean;
  slots: SlotValues;
  prompt: string | null;
  seed: number | null;
  /** 0 is next. */
  position: number | null;
  waitReason: string | null;
  engine: { id: string; name: string } | null;
  progress: Progress | null;
  previewUrl: string | null;
  images: Image[];
  failure: Failure | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  retryOf: string | null;
  retriedAs: string | null;
  traceId: string | null;
};

export type Generation = { id: string; jobs: Job[] };

export type GenerationRequest = {
  template: string;
  slots: SlotValues;
  count: number;
  engine?: string | null;
  priority?: number;
};

export type Page<T> = { items: T[]; next: string | null };

export type ThumbnailSize = '300' | '640' | '1280';

export type Image = {
  id: string;
  version: string;
  width: number;
  height: number;
  bytes: number;
  createdAt: string;
  fileName: string;
  prompt: string | null;
  negative: string | null;
  model: string | null;
  seed: number | null;
  steps: number | null;
  cfg: number | null;
  sampler: string | null;
  scheduler: string | null;
  template: string | null;
  slots: SlotValues | null;
  jobId: string | null;
  groupId: string | null;
  index: number | null;
  engine: { id: string; name: string; kind: 'comfyui' | 'simulator' } | null;
  traceId: string | null;
  url: string;
  thumbnails: Record<ThumbnailSize, string>;
};

export type ImagePage = Page<Image> & { count: number; totalBytes: number; scanning: boolean; online: boolean };

export type EngineStatus = 'connecting' | 'ready' | 'busy' | 'unreachable' | 'unusable' | 'unwatched';

export type Engine = {
  id: string;
  name: string;
  address: string;
  status: EngineStatus;
  problem: string | null;
  isSimulator: boolean;
  version: string | null;
  devices: { name: string; type: string; vramTotal: number; vramFree: number }[];
  jobs: string[];
  queueRemaining: number;
  seenAt: string;
  reachableSince: string | null;
  catalogAt: string | null;
  checkpoints: number;
  nodes: number;
};

export type Model = {
  /** As the engine spells it; this is what a request carries. */
  name: string;
  /** Without folder and extension. */
  label: string;
  folder: string | null;
  group: 'base' | 'lora' | 'merged';
  engines: string[];
};

export type Models = {
  asOf: string | null;
  reachable: boolean;
  checkpoints: Model[];
  loras: Model[];
  vae: Model[];
  samplers: string[];
  schedulers: string[];
};

export type QueueCounts = {
  queued: number;
  active: number;
  succeeded: number;
  failed: number;
  parked: number;
  cancelled: number;
};

export type SystemInfo = {
  version: string;
  simulator: boolean;
  imagesRoot: string;
  dashboardUrl: string | null;
  owner: string;
  imagesOnline: boolean;
  redisOnline: boolean;
};
