import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import classes from './Hints.module.css';
import { placeHint } from './placeHint';

type Shown = { target: HTMLElement; text: string };

const patience = 400;
const id = 'hint';
const hintAt = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>('[data-hint]') : null);

/** The one tooltip of the page, for whatever carries `data-hint`. */
export function Hints() {
  const shown = useShown();
  const bubble = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = bubble.current;
    if (!shown || !element) return;
    const { x, y } = placeHint(shown.target.getBoundingClientRect(), element.getBoundingClientRect(), { width: window.innerWidth, height: window.innerHeight });
    element.style.transform = `translate(${x}px, ${y}px)`;
    const before = shown.target.getAttribute('aria-describedby');
    if (before !== null) return;
    shown.target.setAttribute('aria-describedby', id);
    return () => shown.target.removeAttribute('aria-describedby');
  }, [shown]);

  if (!shown) return null;
  // In the page's landmark: what stands beside all of them is passed over by who goes from one to the next.
  return createPortal(
    <div ref={bubble} id={id} role="tooltip" className={classes.hint}>
      {shown.text}
    </div>,
    document.getElementById('page') ?? document.body,
  );
}

function useShown(): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: HTMLElement | null = null;
    const hide = () => {
      clearTimeout(timer);
      waiting = null;
      setShown(null);
    };
    const showSoon = (target: HTMLElement | null) => {
      if (target === waiting && target !== null) return;
      hide();
      if (!target) return;
      waiting = target;
      timer = setTimeout(() => {
        const text = target.dataset.hint;
        if (target.isConnected && text) setShown({ target, text });
      }, patience);
    };
    const handleOver = (event: PointerEvent) => {
      const target = hintAt(event);
      if (event.pointerType !== 'touch') showSoon(target);
    };
    const handleDown = (event: PointerEvent) => {
      const target = hintAt(event);
      if (event.pointerType === 'touch' && target?.dataset.hintTouch !== undefined) showSoon(target);
      else hide();
    };
    const handleFocus = (event: FocusEvent) => {
      const target = hintAt(event);
      if (target?.matches(':focus-visible')) showSoon(target);
    };
    const handleKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();

    const options = { passive: true, capture: true };
    document.addEventListener('pointerover', handleOver, options);
    document.addEventListener('pointerdown', handleDown, options);
    document.addEventListener('focusin', handleFocus, options);
    document.addEventListener('focusout', hide, options);
    document.addEventListener('scroll', hide, options);
    document.addEventListener('keydown', handleKey, options);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', handleOver, options);
      document.removeEventListener('pointerdown', handleDown, options);
      document.removeEventListener('focusin', handleFocus, options);
      document.removeEventListener('focusout', hide, options);
      document.removeEventListener('scroll', hide, options);
      document.removeEventListener('keydown', handleKey, options);
    };
  }, []);

  return shown;
}
