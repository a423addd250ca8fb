import type { Edits } from './edits';

/** What is not saved yet outlives the page: a refresh, a crash, a train through a tunnel. */
const keyOf = (id: string) => `story-edits:${id}`;

export function readKept(id: string): Edits {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)) ?? '{}') as Edits;
  } catch {
    return {};
  }
}

export function keep(id: string, edits: Edits) {
  try {
    if (Object.keys(edits).length === 0) localStorage.removeItem(keyOf(id));
    else localStorage.setItem(keyOf(id), JSON.stringify(edits));
  } catch {
    // A full or forbidden storage costs only what a closed tab would; the page still has it.
  }
}
