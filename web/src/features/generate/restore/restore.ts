import type { LoraUse, Models, Slot, SlotValue, SlotValues, Template } from '@/shared/api/types';
import { negativeSlot, promptSlot } from '@/shared/forms/sections';
import { patchOfImage, type Made, type Patch } from '@/shared/forms/settings';
import { isNothing } from '@/shared/forms/values';
import { modelLabel } from '@/shared/format/words';
import { isSeed } from '@/shared/forms/seed';
import { modelsIn } from '@/shared/models/queries';
import { meantChoice, meantModel, splitSampler, withoutLoraTags } from './names';

/** Something that did not come back, and why. */
export type Loss = { what: string; why: string };
export type Restored = { patch: Patch; losses: Loss[] };

/** Whether anything is known of how it was made. */
export const isTold = (made: Made) =>
  made.slots !== null || [made.prompt, made.model, made.seed, made.steps, made.sampler].some(value => value !== null);

/** What made an image, as far as a template and the engines have it; the rest of the form stays as it is, and is named. */
export function restore(image: Made, templates: readonly Template[], current: string, models: Models | undefined): Restored {
  const made = inOurWords(image);
  const template = targetOf(made, templates, current, models);
  if (!template) return { patch: {}, losses: [{ what: 'Everything', why: 'There is no template to make a picture with.' }] };

  const losses: Loss[] = [];
  if (made.template !== null && made.template !== template.id)
    losses.push({ what: 'Template', why: `“${made.template}” is not here any more; its values are in “${template.title}” as far as they fit.` });
  const untold = untoldOf(made);
  if (untold.length > 0) losses.push({ what: untold.join(', '), why: 'The image does not tell.' });

  const recorded = { ...patchOfImage(made, templates, template.id).values };
  for (const { what, value, slot } of piecesOf(made, template)) {
    if (slot) recorded[slot.name] ??= value;
    else if (!isUsual(what, value)) losses.push({ what, why: `“${template.title}” has no field for it.` });
  }
  losses.push(...withoutSlot(made, template));

  const values: SlotValues = {};
  for (const slot of template.slots) {
    const value = recorded[slot.name];
    if (value === undefined) continue;
    const fitting = fit(slot, value, models);
    losses.push(...fitting.losses);
    if (fitting.value !== undefined) values[slot.name] = fitting.value;
  }
  return { patch: { ...(template.id === current ? {} : { template: template.id }), values }, losses };
}

/** Words and names of other tools as they are meant here. */
function inOurWords(made: Made): Made {
  const isOurs = made.slots !== null || made.source === 'comfyui';
  const hasTags = !isOurs && (made.loras?.length ?? 0) > 0;
  return {
    ...made,
    ...splitSampler(made.sampler, made.scheduler),
    prompt: hasTags && made.prompt !== null ? withoutLoraTags(made.prompt) : made.prompt,
    // Who tells the one and not the other had none.
    negative: made.negative ?? (made.prompt === null ? null : ''),
  };
}

const mainFolders = ['checkpoints', 'diffusion_models'];
const modelSlot = ({ slots }: Template) => slots.find(({ type, choicesFrom }) => type === 'model' && mainFolders.includes(choicesFrom ?? ''));

/** The template that made it; else the open one, unless only another has its model; else one that takes a prompt and nothing that is not known. */
function targetOf({ template, model }: Made, templates: readonly Template[], current: string, models: Models | undefined): Template | undefined {
  const named = templates.find(({ id }) => id === template);
  if (named) return named;
  const open = templates.find(({ id }) => id === current);
  const able = [...(open ? [open] : []), ...templates.filter(({ slots }) => slots.every(({ type }) => type !== 'image'))].filter(each => promptSlot(each));
  const hasModel = (each: Template) => model !== null && meantModel(modelsIn(models, modelSlot(each)?.choicesFrom ?? ''), model) !== undefined;
  return able.find(hasModel) ?? able[0] ?? open;
}

type Piece = { what: string; value: SlotValue; slot: Slot | undefined };

/** What every tool tells, and where this template has its place. */
function piecesOf(made: Made, template: Template): Piece[] {
  const named = (...names: string[]) => template.slots.find(({ name }) => names.includes(name));
  const from = (source: string) => template.slots.find(({ choicesFrom }) => choicesFrom === source);
  const all: [what: string, value: SlotValue | undefined, slot: Slot | undefined][] = [
    ['Prompt', made.prompt, promptSlot(template)],
    ['Negative prompt', made.negative, negativeSlot(template)],
    ['Model', made.model, modelSlot(template)],
    ['LoRAs', made.loras, template.slots.find(({ type }) => type === 'loras')],
    ['Seed', made.seed, template.slots.find(({ type }) => type === 'seed')],
    ['Steps', made.steps, named('steps')],
    ['CFG', made.cfg, named('cfg', 'guidance')],
    ['Sampler', made.sampler, from('samplers')],
    ['Scheduler', made.scheduler, from('schedulers')],
    ['Denoise', made.denoise, named('denoise')],
  ];
  return all.flatMap(([what, value, slot]) => (value === null || value === undefined ? [] : [{ what, value, slot }]));
}

/** Nothing is lost with what would change nothing. */
const isUsual = (what: string, value: SlotValue) => isNothing(value) || (what === 'Denoise' && value === 1);

const untoldOf = ({ prompt, model, seed, slots }: Made) =>
  slots !== null ? [] : Object.entries({ Prompt: prompt, Model: model, Seed: seed }).flatMap(([what, value]) => (value === null ? [what] : []));

/** What a form had a field for that this one does not have. */
function withoutSlot({ slots, template: madeBy }: Made, { id, title, slots: fields }: Template): Loss[] {
  const gone = Object.entries(slots ?? {}).filter(([name, value]) => !isNothing(value) && fields.every(field => field.name !== name));
  const why = madeBy === id ? `“${title}” has no such field any more.` : `“${title}” has no such field.`;
  return gone.length === 0 ? [] : [{ what: gone.map(([name]) => name).join(', '), why }];
}

type Fitting = { value?: SlotValue; losses: Loss[] };
const kept = (value: SlotValue): Fitting => ({ value, losses: [] });
const lost = (what: string, why: string): Fitting => ({ losses: [{ what, why }] });

function fit(slot: Slot, value: SlotValue, models: Models | undefined): Fitting {
  if (slot.type === 'model' && typeof value === 'string') return fitModel(slot, value, models);
  if (slot.type === 'loras' && Array.isArray(value)) return fitLoras(slot, value, models);
  if (slot.type === 'choice' && typeof value === 'string') return fitChoice(slot, value, models);
  if (slot.type === 'seed' && !isSeed(value)) return lost(slot.label, `No engine takes ${JSON.stringify(value).replaceAll('"', '')}.`);
  return kept(value);
}

/** Before any engine has told what it has, a file's whole name is believed. */
const isFile = (name: string) => /\.[a-z]+$/i.test(name);

function findModel(folder: string, name: string, models: Models | undefined): string | null {
  const known = modelsIn(models, folder);
  return meantModel(known, name)?.name ?? (known.length === 0 && models?.reachable !== true && isFile(name) ? name : null);
}

function fitModel({ label, choicesFrom }: Slot, name: string, models: Models | undefined): Fitting {
  const found = findModel(choicesFrom ?? 'checkpoints', name, models);
  return found === null ? lost(label, `No engine has “${modelLabel(name)}”.`) : kept(found);
}

function fitLoras({ choicesFrom }: Slot, loras: readonly LoraUse[], models: Models | undefined): Fitting {
  const found = loras.map(lora => ({ lora, name: findModel(choicesFrom ?? 'loras', lora.name, models) }));
  return {
    value: found.flatMap(({ lora, name }) => (name === null ? [] : [{ ...lora, name }])),
    losses: found.flatMap(({ lora, name }) => (name === null ? [{ what: `LoRA ${modelLabel(lora.name)}`, why: 'No engine has it.' }] : [])),
  };
}

function fitChoice({ label, choices, choicesFrom }: Slot, name: string, models: Models | undefined): Fitting {
  const known = choices ?? { samplers: models?.samplers, schedulers: models?.schedulers }[choicesFrom ?? ''] ?? [];
  if (known.length === 0) return kept(name);
  const meant = meantChoice(known, name);
  return meant === undefined ? lost(label, `No engine knows “${name}”.`) : kept(meant);
}
