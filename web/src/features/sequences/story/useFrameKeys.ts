import type { KeyboardEvent, RefObject } from 'react';
import { useStory } from './storyContext';

/**
 * From frame to frame with the arrows, with Alt along with the frame itself. What carries `data-frame` is one; in a grid up and down
 * go by what lies there.
 */
export function useFrameKeys(list: RefObject<HTMLElement | null>, layout: 'grid' | 'list') {
  const { story, commands, select } = useStory();

  const focus = (place: number) => {
    const frame = story.frames[place];
    if (frame) list.current?.querySelector<HTMLElement>(`[data-frame="${CSS.escape(frame.id)}"]`)?.focus();
  };

  return (event: KeyboardEvent) => {
    const element = event.target as HTMLElement;
    const frameId = element.dataset.frame;
    const place = story.frames.findIndex(({ id }) => id === frameId);
    const frame = story.frames[place];
    if (!frame || event.ctrlKey || event.metaKey) return;
    const step = stepOf(event.key, layout === 'grid' ? columnsOf(list.current) : 1, layout);

    if (event.altKey) {
      if (step === null || step === 0) return;
      event.preventDefault();
      const to = step < 0 ? Math.max(0, place + step) : Math.min(story.frames.length, place + step + 1);
      commands.move(frame.id, to);
    } else if (step !== null) {
      event.preventDefault();
      focus(Math.max(0, Math.min(story.frames.length - 1, place + step)));
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      focus(event.key === 'Home' ? 0 : story.frames.length - 1);
    } else if (event.key === 'Delete') {
      event.preventDefault();
      commands.remove(frame);
    } else if (event.key === 'Escape') select(null);
  };
}

export function stepOf(key: string, columns: number, layout: 'grid' | 'list'): number | null {
  switch (key) {
    case 'ArrowLeft':
      return layout === 'grid' ? -1 : null;
    case 'ArrowRight':
      return layout === 'grid' ? 1 : null;
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    default:
      return null;
  }
}

const columnsOf = (list: HTMLElement | null) => (list ? Math.max(1, getComputedStyle(list).gridTemplateColumns.split(' ').length) : 1);
