import type { KeyboardEvent } from 'react';
import { weigh } from './weights';

/** Ctrl+↑ and Ctrl+↓ weigh what is selected, in a way that the browser's own undo takes back. */
export function handlePromptKey(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (!(event.ctrlKey || event.metaKey) || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  const area = event.currentTarget;
  const made = weigh(area.value, area.selectionStart, area.selectionEnd, event.key === 'ArrowUp' ? 1 : -1);
  if (!made) return;
  const tail = area.value.length - (made.text.length - made.end);
  const words = made.text.slice(made.start, made.end);
  area.setSelectionRange(made.start, tail);
  insertText(area, words);
  area.setSelectionRange(made.start, made.end);
}

/** In place of the selection, in a way that the browser's own undo takes back. */
export function insertText(area: HTMLTextAreaElement, words: string) {
  area.focus();
  // eslint-disable-next-line @typescript-eslint/no-deprecated, @typescript-eslint/no-unnecessary-condition -- the only way that keeps the field's undo; not everywhere
  if (document.execCommand?.('insertText', false, words)) return;
  area.setRangeText(words);
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
