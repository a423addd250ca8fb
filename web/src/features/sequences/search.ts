export const storyViews = ['board', 'shots', 'bible', 'settings'] as const;
export type StoryView = (typeof storyViews)[number];

/** What the address of a story holds: which part is open, which frame, and where the slide show begins. */
export type StorySearch = { view?: StoryView; frame?: string; show?: number };

export function readStorySearch(raw: Record<string, unknown>): StorySearch {
  const view = storyViews.find(name => name === raw.view);
  return {
    ...(view && view !== 'board' ? { view } : {}),
    ...(typeof raw.frame === 'string' ? { frame: raw.frame } : {}),
    ...(typeof raw.show === 'number' && raw.show >= 0 ? { show: raw.show } : {}),
  };
}

/** The address with another frame, or none. */
export const withFrame = ({ view, show }: StorySearch, frame: string | null): StorySearch => readStorySearch({ view, show, frame });
export const withShow = ({ view, frame }: StorySearch, show: number | null): StorySearch => readStorySearch({ view, frame, show });
