import { useEffect, useEffectEvent } from 'react';

/** Ctrl+Enter from anywhere on the page, also from a field. */
export function useSubmitKey(onSubmit: () => void) {
  const submit = useEffectEvent(onSubmit);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      submit();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}
