import { useEffect, useEffectEvent } from 'react';

const ownKeys = 'input, textarea, select, [contenteditable], [role="menu"], [role="slider"]';

/** Lets the picture have a key before whatever turns its pages, unless somebody types or another dialog is over it. */
export function useZoomKeys(isOn: boolean, byKey: (key: string) => boolean) {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(ownKeys)) return;
    if (document.querySelectorAll('[role="dialog"]').length > 1 || !byKey(event.key.length === 1 ? event.key.toLowerCase() : event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
