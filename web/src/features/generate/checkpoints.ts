import type { Model, Template } from '@/shared/api/types';
import { count } from '@/shared/format/words';

export type CheckpointOption = { value: string; label: string; folder: string | null; disabled?: boolean };
export type CheckpointGroup = { group: string; items: CheckpointOption[] };

const headings = [
  ['base', 'Base models'],
  ['merged', 'Merged models'],
  ['lora', 'LoRA'],
] as const;

const optionOf = ({ name, label, folder }: Model): CheckpointOption => ({ value: name, label, folder });
const byLabel = (a: Model, b: Model) => a.label.localeCompare(b.label, undefined, { numeric: true });

/** Sections with a count, alphabetical inside, without the empty ones. */
export function groupCheckpoints(models: readonly Model[]): CheckpointGroup[] {
  return headings.flatMap(([group, heading]) => {
    const members = models.filter(model => model.group === group).toSorted(byLabel);
    return members.length === 0 ? [] : [{ group: `${heading} · ${count(members.length)}`, items: members.map(optionOf) }];
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
