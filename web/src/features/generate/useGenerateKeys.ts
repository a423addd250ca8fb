import { useEffect, useEffectEvent, type RefObject } from 'react';
import { isTyping } from '@/shared/ui/isTyping';

type Keys = { onGenerate: () => void; onCancel: () => void; prompt: RefObject<HTMLTextAreaElement | null> };

/** Ctrl+Enter generates from anywhere on the page, Esc asks to cancel, `/` goes to the prompt. */
export function useGenerateKeys({ onGenerate, onCancel, prompt }: Keys) {
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    // Esc belongs to an open list or dialog first.
    if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onGenerate();
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
