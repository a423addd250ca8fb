import type { FileSlot, Graph, GraphMark, ImportedWorkflow, OwnTemplate, Requires, Slot, SlotType, SlotValue, Template, TemplateGroup, WorkflowNote } from '@/shared/api/types';
import { isLink } from '@/shared/graph/layoutGraph';

/** A workflow on its way to becoming a template. */
export type Draft = {
  /** The own template that this becomes a new version of; null for a new one. */
  id: string | null;
  title: string;
  description: string;
  tags: string[];
  graph: Graph;
  slots: FileSlot[];
  groups: TemplateGroup[];
  requires: Requires;
  notes: WorkflowNote[];
  missing: string[];
};

export const draftOf = ({ graph, slots, groups, requires, notes, missingNodes, missingModels }: ImportedWorkflow, fileName: string): Draft => ({
  id: null,
  title: titleOf(fileName),
  description: '',
  tags: [],
  graph,
  slots,
  groups,
  requires,
  notes,
  missing: [...missingNodes.map(({ classType }) => classType), ...missingModels.map(({ folder, name }) => `${folder}/${name}`)],
});

/** An own template, to become its next version. */
export const draftOfOwn = (id: string, { title, description, tags, graph, slots, groups, requires }: OwnTemplate): Draft => ({
  id, title, description, tags, graph, slots, groups, requires, notes: [], missing: [],
});

/** "my_nice-flow (3).json" is "My nice flow". */
export function titleOf(fileName: string): string {
  const words = fileName.replace(/\.[a-z0-9]+$/i, '').replace(/\(\d+\)$/, '').replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim();
  return words === '' ? 'My workflow' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The id that its title suggests, and that nobody has. */
export function idFor(title: string, taken: ReadonlySet<string>): string {
  const base = title.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60) || 'workflow';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}_${n}`;
  return id;
}

/** Where the slots' values go, as the graph shows it. */
export const marksOf = (slots: readonly FileSlot[]): GraphMark[] =>
  slots.flatMap(({ label, inputs }) =>
    inputs.map(place => {
      const dot = place.indexOf('.');
      return { nodeId: place.slice(0, dot), input: place.slice(dot + 1), slot: label };
    }),
  );

/** The form that it will have. */
export const previewOf = ({ title, description, tags, slots, groups, requires }: Draft): Template => ({
  id: 'draft',
  version: '1',
  title,
  description,
  tags,
  source: 'own',
  preview: null,
  groups,
  requires,
  slots: slots.map(viewOf),
});

export const viewOf = (slot: FileSlot): Slot => ({
  group: null,
  required: false,
  visibleWhen: null,
  default: null,
  min: null,
  max: null,
  step: null,
  choices: null,
  choicesFrom: null,
  help: null,
  advanced: false,
  maxLength: null,
  optional: slot.off != null,
  ...slot,
});

/** A slot for an input that somebody pointed at: its type is what its value looks like. */
export function slotFor(graph: Graph, nodeId: string, input: string, taken: readonly FileSlot[]): FileSlot | null {
  const value = graph[nodeId]?.inputs[input];
  if (value === undefined || isLink(value)) return null;
  const type = typeOf(input, value);
  const name = freeName(input, taken);
  return {
    name,
    label: labelOf(input),
    type,
    inputs: [`${nodeId}.${input}`],
    ...(type === 'seed' ? { default: -1 } : { default: value as SlotValue }),
  };
}

function typeOf(input: string, value: unknown): SlotType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return /seed/i.test(input) ? 'seed' : Number.isInteger(value) ? 'integer' : 'float';
  return 'text';
}

const labelOf = (input: string) => {
  const words = input.replace(/_/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function freeName(wanted: string, taken: readonly FileSlot[]): string {
  const base = wanted.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  let name = base;
  for (let n = 2; taken.some(slot => slot.name === name); n++) name = `${base}_${n}`;
  return name;
}

/** The slot that fills an input, or undefined. */
export const slotAt = (slots: readonly FileSlot[], nodeId: string, input: string) => slots.find(({ inputs }) => inputs.includes(`${nodeId}.${input}`));

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, item);
}
