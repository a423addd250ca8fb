import type { GenerationRequest, Image, Job, ReadImage, SlotValues, Template } from '@/shared/api/types';
import { defaultOf, fillValues, isChanged, requestSlots, takeValues } from './values';

/** What the form asks for. `values` holds every slot of the template, set or by default. */
export type Settings = { template: string; count: number | null; style: string | null; values: SlotValues };

/** What changes at once; values are added to those that are there. */
export type Patch = { template?: string; count?: number | null; style?: string | null; values?: SlotValues };

/** As it is kept between visits: only what was set. */
export type SavedSettings = {
  template: string | null;
  count: number | null;
  style?: string | null;
  /** The same for all templates. */
  words: SlotValues;
  /** What differs from template to template. */
  forms: Partial<Record<string, SlotValues>>;
};

const sharedNames = new Set(['prompt', 'negative', 'seed']);

export const nothingSaved: SavedSettings = { template: null, count: 1, words: { prompt: '' }, forms: {} };

/** `usual`: the template for somebody who has not chosen one yet. */
export function openSettings(saved: SavedSettings, templates: readonly Template[], usual = templates[0]): Settings {
  const template = templates.find(({ id }) => id === saved.template) ?? usual;
  const id = template?.id ?? saved.template ?? '';
  const set = { ...saved.forms[id], ...saved.words };
  return { template: id, count: saved.count, style: saved.style ?? null, values: template ? fillValues(template, set) : set };
}

export function saveSettings(saved: SavedSettings, current: string, { template = current, count, style, values = {} }: Patch): SavedSettings {
  const words: SlotValues = {};
  const others: SlotValues = {};
  for (const [name, value] of Object.entries(values)) (sharedNames.has(name) ? words : others)[name] = value;
  return {
    template,
    count: count === undefined ? saved.count : count,
    style: style === undefined ? (saved.style ?? null) : style,
    words: { ...saved.words, ...words },
    forms: { ...saved.forms, [template]: { ...saved.forms[template], ...others } },
  };
}

/** How settings were kept before templates could have slots of any name. */
type Earlier = { template: string | null; prompt: string; negative: string; count: number | null; seed: number | null; families: Record<string, SlotValues> };

export function readSaved(text: string | null): SavedSettings {
  const kept = parse(text);
  if (!kept) return nothingSaved;
  if (!('families' in kept)) return kept;
  const { template, prompt, negative, count, seed, families } = kept;
  return { template, count, words: { prompt, negative, seed }, forms: families };
}

/** Every field but the shared words back to its default. */
export const resetPatch = (template: Template): Patch => ({
  values: Object.fromEntries(template.slots.filter(({ name }) => !sharedNames.has(name)).map(slot => [slot.name, defaultOf(slot)])),
});

function parse(text: string | null): SavedSettings | Earlier | null {
  try {
    return text === null ? null : (JSON.parse(text) as SavedSettings | Earlier);
  } catch {
    return null;
  }
}

/** Before the templates have come there is nothing to choose from: what was asked for then means the first. */
export const templateFor = ({ template }: Settings, templates: readonly Template[]): Template | undefined =>
  templates.find(({ id }) => id === template) ?? templates[0];

export function toRequest({ count, style, values }: Settings, template: Template): GenerationRequest {
  const slots = requestSlots(template, fillValues(template, values));
  return { template: template.id, slots, count: count ?? 1, ...(style === null ? {} : { style }) };
}

/** What differs from what the template begins with. */
export const changedValues = ({ values }: Settings, template: Template): SlotValues =>
  Object.fromEntries(template.slots.flatMap(slot => {
    const value = values[slot.name];
    return value !== undefined && isChanged(slot, value) ? [[slot.name, value]] : [];
  }));

/** An address that fills somebody else's form with what this one holds. */
export function shareLink(settings: Settings, template: Template, origin: string): string {
  const { count } = settings;
  const set = JSON.stringify(changedValues(settings, template));
  const query = new URLSearchParams({ template: template.id, values: set, ...(count !== null && count > 1 ? { count: `${count}` } : {}) });
  return `${origin}/generate?${query.toString()}`;
}

/** What was recorded under a template's name; a template that is gone leaves the one that is open. */
function patchOf(recorded: Readonly<Record<string, unknown>>, id: string | null, templates: readonly Template[], current: string): Patch {
  const known = templates.find(template => template.id === id);
  const template = known ?? templates.find(open => open.id === current);
  if (!template) return {};
  return { ...(known ? { template: known.id } : {}), values: takeValues(template, recorded) };
}

/** What a job was asked with; what the form does not have is left out. */
export const patchOfJob = ({ slots, template }: Pick<Job, 'slots' | 'template'>, templates: readonly Template[], current: string): Patch =>
  patchOf(slots, template, templates, current);

/** What a draft is a draft of, with the words and the seed that made it: the same picture, as large and as fine as was meant. */
export function meantBy({ template, slots, asked, draft }: Job, templates: readonly Template[]): Settings | null {
  const known = templates.find(({ id }) => id === template);
  if (!known || !draft) return null;
  const { prompt, negative, seed } = slots;
  const written = Object.fromEntries(Object.entries({ prompt, negative, seed }).filter(([, value]) => value !== undefined));
  return { template, count: 1, style: null, values: fillValues(known, takeValues(known, { ...slots, ...asked, ...written })) };
}

/** What is known of how an image was made, in the gallery or in a file. */
export type Made = Pick<Image, 'prompt' | 'negative' | 'model' | 'seed' | 'steps' | 'cfg' | 'sampler' | 'scheduler' | 'template' | 'slots' | 'width' | 'height'> &
  Partial<Pick<ReadImage, 'loras' | 'denoise' | 'source'>>;

/** What made `image`, as far as it is known; the rest stays as it is. */
export function patchOfImage(image: Made, templates: readonly Template[], current: string): Patch {
  const { prompt, negative, model: checkpoint, width, height, steps, cfg, sampler, scheduler, seed } = image;
  const written = { prompt, negative, checkpoint, width, height, steps, cfg, sampler, scheduler, seed };
  return patchOf({ ...written, ...image.slots }, image.template, templates, current);
}
