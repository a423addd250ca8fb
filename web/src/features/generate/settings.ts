import type { GenerationRequest, Image, Job, Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';

/** What differs from model family to model family, so it is remembered per template. */
export type FamilySettings = {
  checkpoint: string | null;
  width: number | null;
  height: number | null;
  steps: number | null;
  cfg: number | null;
  sampler: string | null;
  scheduler: string | null;
};

export type Settings = FamilySettings & {
  template: string;
  prompt: string;
  negative: string;
  count: number | null;
  /** Null: a new one for each picture. */
  seed: number | null;
};

/** As it is kept between visits. */
export type SavedSettings = {
  template: string | null;
  prompt: string;
  negative: string;
  count: number | null;
  seed: number | null;
  families: Partial<Record<string, Partial<FamilySettings>>>;
};

export const nothingSaved: SavedSettings = { template: null, prompt: '', negative: '', count: 1, seed: null, families: {} };

export const slotOf = (template: Template | undefined, name: string): Slot | undefined =>
  template?.slots.find(slot => slot.name === name);

export function defaultsOf(template: Template | undefined): FamilySettings {
  const fallback = { checkpoint: null, width: 1024, height: 1024, steps: 20, cfg: 7, sampler: 'euler', scheduler: 'normal' };
  if (!template) return fallback;
  const value = (name: string) => slotOf(template, name)?.default ?? null;
  const number = (name: 'width' | 'height' | 'steps' | 'cfg') => numberOr(value(name), fallback[name]);
  return {
    checkpoint: text(value('checkpoint')),
    width: number('width'),
    height: number('height'),
    steps: number('steps'),
    cfg: number('cfg'),
    sampler: text(value('sampler')) ?? fallback.sampler,
    scheduler: text(value('scheduler')) ?? fallback.scheduler,
  };
}

const numberOr = (value: SlotValue, fallback: number) => (typeof value === 'number' ? value : fallback);
const text = (value: SlotValue) => (typeof value === 'string' && value !== '' ? value : null);

/** `usual`: the template for somebody who has not chosen one yet. */
export function openSettings(saved: SavedSettings, templates: readonly Template[], usual = templates[0]): Settings {
  const template = templates.find(({ id }) => id === saved.template) ?? usual;
  const { prompt, negative, count, seed } = saved;
  const id = template?.id ?? saved.template ?? '';
  return { ...defaultsOf(template), ...saved.families[id], template: id, prompt, negative, count, seed };
}

export function saveSettings(saved: SavedSettings, { template, prompt, negative, count, seed, ...family }: Settings): SavedSettings {
  return { template, prompt, negative, count, seed, families: { ...saved.families, [template]: family } };
}

/** Before the templates have come there is nothing to choose from: what was asked for then means the first. */
export function withTemplate(settings: Settings, templates: readonly Template[]): Settings {
  const [first] = templates;
  return settings.template !== '' || !first ? settings : { ...settings, ...defaultsOf(first), template: first.id };
}

export function toRequest(settings: Settings): GenerationRequest {
  const { template, count, seed, prompt, negative, checkpoint, ...family } = settings;
  const slots: SlotValues = { prompt: prompt.trim(), negative: negative.trim(), ...family, seed: seed ?? -1 };
  // Before the list of checkpoints has come, the API takes the first that fits.
  return { template, slots: checkpoint === null ? slots : { ...slots, checkpoint }, count: count ?? 1 };
}

/** What a job was asked with; what the form does not have is left out. */
export function settingsOfJob({ slots, template }: Pick<Job, 'slots' | 'template'>, templates: readonly Template[]): Partial<Settings> {
  const number = (name: string) => (typeof slots[name] === 'number' ? slots[name] : undefined);
  const known = {
    template: templates.find(({ id }) => id === template)?.id,
    prompt: text(slots.prompt ?? null),
    negative: typeof slots.negative === 'string' ? slots.negative : undefined,
    checkpoint: text(slots.checkpoint ?? null),
    width: number('width'),
    height: number('height'),
    steps: number('steps'),
    cfg: number('cfg'),
    sampler: text(slots.sampler ?? null),
    scheduler: text(slots.scheduler ?? null),
    seed: number('seed'),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value != null));
}

/** What made `image`, as far as it is known; the rest stays as it is. */
export function settingsOf(image: Image, templates: readonly Template[]): Partial<Settings> {
  const known = {
    template: templates.find(({ id }) => id === image.template)?.id,
    prompt: image.prompt,
    negative: image.negative,
    checkpoint: image.model,
    width: image.width,
    height: image.height,
    steps: image.steps,
    cfg: image.cfg,
    sampler: image.sampler,
    scheduler: image.scheduler,
    seed: image.seed,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value != null));
}
