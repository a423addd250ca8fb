import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isTyping } from '@/shared/ui/isTyping';
import { pages } from './navigation';

const patience = 1_200;

/** `g` and then a page's letter goes there; `?` shows the list of shortcuts. */
export function usePageKeys(onHelp: () => void) {
  const navigate = useNavigate();

  useEffect(() => {
    let startedAt = -Infinity;
    const handleKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?') { onHelp(); return; }
      const page = pages.find(({ hotkey }) => hotkey.toLowerCase() === event.key.toLowerCase());
      if (page && event.timeStamp - startedAt < patience) {
        startedAt = -Infinity;
        void navigate({ to: page.to });
      } else if (event.key.toLowerCase() === 'g') startedAt = event.timeStamp;
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [navigate, onHelp]);
}
