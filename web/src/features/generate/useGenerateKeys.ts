import { useEffect, useEffectEvent, type RefObject } from 'react';
import { isTyping } from '@/shared/ui/isTyping';

type Keys = { onGenerate: () => void; onDraft: () => void; onCancel: () => void; prompt: RefObject<HTMLTextAreaElement | null> };

/** Ctrl+Enter generates from anywhere on the page, with Shift a draft, Esc asks to cancel, `/` goes to the prompt. */
export function useGenerateKeys({ onGenerate, onDraft, onCancel, prompt }: Keys) {
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || belongsElsewhere(event.target)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (event.shiftKey) onDraft();
      else onGenerate();
    } else if (event.key === 'Escape') onCancel();
    else if (event.key === '/' && !isTyping(event)) {
      event.preventDefault();
      prompt.current?.focus();
    }
  });

  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}

/** An open list, menu or dialog hears the keys first. */
const belongsElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="combobox"][aria-expanded="true"]') !== null;
