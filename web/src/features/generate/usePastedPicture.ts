import { useEffect, useEffectEvent } from 'react';
import type { SlotValues, Template } from '@/shared/api/types';
import { isNothing, isVisible } from '@/shared/forms/values';
import { pictureIn } from '@/shared/inputs/upload';

/** Pasted anywhere on the page, a picture brings its settings, unless a field waits for one: then it is that field's. */
export function usePastedPicture(template: Template | undefined, values: SlotValues, onPicture: (picture: File) => void) {
  const handlePaste = useEffectEvent((event: ClipboardEvent) => {
    const picture = pictureIn(event.clipboardData);
    if (event.defaultPrevented || !picture || (template && waitsForPicture(template, values))) return;
    event.preventDefault();
    onPicture(picture);
  });
  useEffect(() => {
    window.addEventListener('paste', handlePaste);
    return () => window.removeEventListener('paste', handlePaste);
  }, []);
}

const waitsForPicture = (template: Template, values: SlotValues) =>
  template.slots.some(slot => slot.type === 'image' && isNothing(values[slot.name]) && isVisible(slot, template, values));
