/** What is chosen: some images, or all of a result but some. */
export type Selection = { all: boolean; ids: ReadonlySet<string> };

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, ids: new Set() };

export const isSelected = ({ all, ids }: Selection, id: string) => all !== ids.has(id);

export const countSelected = ({ all, ids }: Selection, count: number) => (all ? Math.max(0, count - ids.size) : ids.size);

/** Sets some images to be chosen or not. */
export function marked({ all, ids }: Selection, some: readonly string[], chosen: boolean): Selection {
  const next = new Set(ids);
  for (const id of some) {
    if (chosen === all) next.delete(id);
    else next.add(id);
  }
  return { all, ids: next };
}

export const toggle = (selection: Selection, id: string) => marked(selection, [id], !isSelected(selection, id));
