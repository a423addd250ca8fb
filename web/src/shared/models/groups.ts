import type { Model, Template } from '@/shared/api/types';

export type ModelGroup = { heading: string; models: Model[] };

const headings = [
  ['base', 'Base models'],
  ['merged', 'Merged models'],
  ['lora', 'LoRA'],
] as const;

const collator = new Intl.Collator(undefined, { numeric: true });
const byLabel = (a: Model, b: Model) => collator.compare(a.label, b.label);

/** Sections, alphabetical inside, without the empty ones: checkpoints by what they are, other models by the folder they lie in. */
export function groupModels(models: readonly Model[], folder: string): ModelGroup[] {
  return folder === 'checkpoints' ? byKind(models) : byFolder(models);
}

function byKind(models: readonly Model[]): ModelGroup[] {
  return headings.flatMap(([group, heading]) => {
    const members = models.filter(model => model.group === group).toSorted(byLabel);
    return members.length === 0 ? [] : [{ heading, models: members }];
  });
}

function byFolder(models: readonly Model[]): ModelGroup[] {
  const folders = new Map<string, Model[]>();
  for (const model of models) {
    const members = folders.get(model.folder ?? '');
    if (members) members.push(model);
    else folders.set(model.folder ?? '', [model]);
  }
  return [...folders]
    .toSorted(([a], [b]) => collator.compare(a, b))
    .map(([folder, members]) => ({ heading: folder === '' ? 'Not in a folder' : folder, models: members.toSorted(byLabel) }));
}

/** Every word has to occur, in the name or in the folder. */
export function matching(models: readonly Model[], words: string): readonly Model[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.length === 0 ? models : models.filter(({ name, label }) => {
    const text = `${name} ${label}`.toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

/** Judged by the name, as people do. */
const isXl = (name: string) => /xl|pony|illustrious|noob/i.test(name);
const wantsXl = (template: string) => template.includes('xl');

/** The first that the template's family can use. */
export function firstCheckpoint(models: readonly Model[], template: string): string | null {
  const sorted = models.toSorted(byLabel);
  const match = sorted.find(model => isXl(model.name) === wantsXl(template));
  return (match ?? sorted[0])?.name ?? null;
}

/** The first template that some checkpoint is made for; the first of all while no checkpoint is known. */
export const fittingTemplate = (templates: readonly Template[], models: readonly Model[]): Template | undefined =>
  templates.find(({ id }) => models.some(model => isXl(model.name) === wantsXl(id))) ?? templates[0];
