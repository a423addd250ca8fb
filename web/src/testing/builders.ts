import type { Failure, Image, Job, Slot, Template } from '@/shared/api/types';

/** Records with believable values; a test names only what it is about. */

let sequence = 100;

export function aJob(job: Partial<Job> = {}): Job {
  sequence += 1;
  return {
    id: `job-${sequence}`,
    groupId: `group-${sequence}`,
    index: 0,
    groupSize: 1,
    template: 'text_to_image_sdxl',
    state: 'queued',
    sequence,
    attempt: 0,
    cancelRequested: false,
    slots: { prompt: 'a lighthouse', width: 1024, height: 1024, steps: 20, cfg: 7, seed: 7 },
    prompt: 'a lighthouse',
    promptTemplate: null,
    draft: false,
    asked: null,
    seed: 7,
    position: null,
    waitReason: null,
    engine: null,
    progress: null,
    previewUrl: null,
    images: [],
    failure: null,
    createdAt: '2026-01-02T12:00:00Z',
    startedAt: null,
    endedAt: null,
    retryOf: null,
    retriedAs: null,
    traceId: null,
    priority: 5,
    held: false,
    undoUntil: null,
    estimate: null,
    ...job,
  };
}

export const aFailure = (failure: Partial<Failure> = {}): Failure => ({
  class: 'nodeError',
  message: 'A node failed.',
  nodeId: null,
  nodeType: null,
  field: null,
  detail: null,
  engineId: 'a',
  attempt: 1,
  at: '2026-01-02T12:01:00Z',
  ...failure,
});

export function anImage(image: Partial<Image> = {}): Image {
  const id = image.id ?? 'image-1';
  return {
    id,
    version: 'v1',
    width: 1024,
    height: 1024,
    bytes: 1_400_000,
    createdAt: '2026-01-02T12:00:00Z',
    fileName: `${id}.png`,
    prompt: 'a lighthouse',
    negative: null,
    model: 'sdxl/juggernaut.safetensors',
    seed: 7,
    steps: 20,
    cfg: 7,
    sampler: 'euler',
    scheduler: 'normal',
    template: 'text_to_image_sdxl',
    slots: null,
    jobId: null,
    groupId: null,
    index: 0,
    engine: { id: 'a', name: 'Studio', kind: 'comfyui' },
    traceId: null,
    owner: 'local',
    rating: 0,
    favorite: false,
    tags: [],
    parents: [],
    kind: 'image',
    missing: false,
    readOnly: false,
    blur: null,
    url: `/api/images/${id}/file?v=v1`,
    thumbnails: {
      '300': `/api/images/${id}/thumbnails/300?v=v1`,
      '640': `/api/images/${id}/thumbnails/640?v=v1`,
      '1280': `/api/images/${id}/thumbnails/1280?v=v1`,
    },
    ...image,
  };
}

export const aSlot = (slot: Partial<Slot> & Pick<Slot, 'name' | 'type'>): Slot => ({
  label: slot.name,
  group: null,
  required: true,
  optional: false,
  default: null,
  min: null,
  max: null,
  step: null,
  choices: null,
  choicesFrom: null,
  visibleWhen: null,
  help: null,
  advanced: false,
  maxLength: null,
  ...slot,
});

export const aTemplate = (id = 'text_to_image_sdxl', side = 1024): Template => ({
  id,
  version: '1',
  title: id === 'text_to_image_sdxl' ? 'SDXL' : 'SD 1.5',
  description: '',
  tags: [],
  source: 'shipped',
  preview: null,
  groups: [],
  requires: { nodes: [], models: [] },
  slots: [
    aSlot({ name: 'prompt', label: 'Prompt', type: 'prompt', default: '', maxLength: 500 }),
    aSlot({ name: 'negative', label: 'Negative prompt', type: 'prompt', default: '', required: false }),
    aSlot({ name: 'checkpoint', label: 'Checkpoint', type: 'model', choicesFrom: 'checkpoints' }),
    aSlot({ name: 'width', label: 'Width', type: 'integer', default: side, min: 512, max: 2048, step: 8 }),
    aSlot({ name: 'height', label: 'Height', type: 'integer', default: side, min: 512, max: 2048, step: 8 }),
    aSlot({ name: 'steps', label: 'Steps', type: 'integer', default: 20, min: 1, max: 150, step: 1 }),
    aSlot({ name: 'cfg', label: 'CFG', type: 'float', default: 7, min: 1, max: 30, step: 0.5 }),
    aSlot({ name: 'sampler', label: 'Sampler', type: 'choice', default: 'euler', choicesFrom: 'samplers' }),
    aSlot({ name: 'scheduler', label: 'Scheduler', type: 'choice', default: 'normal', choicesFrom: 'schedulers' }),
    aSlot({ name: 'seed', label: 'Seed', type: 'seed', default: -1, min: -1 }),
  ],
});
