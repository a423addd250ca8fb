import type { Story, StoryField } from '../types';

/** Where a value stands in the story: `title`, or `frames/<id>/action`. */
export type FieldPath = StoryField | `frames/${string}/${string}`;

/** What was typed and is not saved yet, beside what stood there when it was touched. */
export type Edit = { was: unknown; is: unknown };
export type Edits = Readonly<Record<string, Edit>>;

/** Somebody else wrote into the same field meanwhile; `theirs` is undefined where they removed its frame. */
export type Conflict = { path: string; mine: unknown; theirs: unknown };

export const framePath = (frameId: string, field: string): FieldPath => `frames/${frameId}/${field}`;

export const partsOf = (path: string): { frameId: string | null; field: string } => {
  const [, frameId, field] = /^frames\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return frameId !== undefined && field !== undefined ? { frameId, field } : { frameId: null, field: path };
};

export function valueAt(story: Story, path: string): unknown {
  const { frameId, field } = partsOf(path);
  const holder: object | undefined = frameId === null ? story : story.frames.find(({ id }) => id === frameId);
  return holder && (holder as Record<string, unknown>)[field];
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

export function edited(edits: Edits, saved: Story, path: FieldPath, value: unknown): Edits {
  const was = edits[path] ? edits[path].was : valueAt(saved, path);
  return same(value, valueAt(saved, path)) ? without(edits, path) : { ...edits, [path]: { was, is: value } };
}

export const without = (edits: Edits, path: string): Edits => Object.fromEntries(Object.entries(edits).filter(([known]) => known !== path));

/** The story as its writer sees it: what is saved, and over it what is not yet. */
export function overlay(saved: Story, edits: Edits): Story {
  const own = grouped(edits);
  const changed = saved.frames.map(frame => (own.frames.has(frame.id) ? { ...frame, ...own.frames.get(frame.id) } : frame));
  return { ...saved, ...own.story, frames: changed };
}

/** The edits as they stand over another saved story: what it has already is no edit any more. */
export function rebased(edits: Edits, saved: Story): Edits {
  return Object.fromEntries(Object.entries(edits).filter(([path, { is }]) => !same(valueAt(saved, path), is)));
}

export const conflictsOf = (edits: Edits, saved: Story): Conflict[] =>
  Object.entries(edits).flatMap(([path, { was, is }]) => {
    const theirs = valueAt(saved, path);
    return same(theirs, was) || same(theirs, is) ? [] : [{ path, mine: is, theirs }];
  });

/** What was sent stands now; what was typed while it was under way is an edit of that. */
export function settled(edits: Edits, sent: Edits): Edits {
  return Object.fromEntries(
    Object.entries(edits).flatMap(([path, edit]) => {
      const known = sent[path];
      if (!known) return [[path, edit]];
      return same(known.is, edit.is) ? [] : [[path, { was: known.is, is: edit.is }]];
    }),
  );
}

/** Edits by whom they are of: the story itself, and each of its frames. */
export function grouped(edits: Edits): { story: Record<string, unknown> | null; frames: Map<string, Record<string, unknown>> } {
  const story: Record<string, unknown> = {};
  const frames = new Map<string, Record<string, unknown>>();
  for (const [path, { is }] of Object.entries(edits)) {
    const { frameId, field } = partsOf(path);
    if (frameId === null) story[field] = is;
    else frames.set(frameId, { ...frames.get(frameId), [field]: is });
  }
  return { story: Object.keys(story).length > 0 ? story : null, frames };
}
