import { Suspense, useEffect, useRef, useState, type ReactElement, type ReactNode, type Ref } from 'react';

export type TargetProps = { ref: Ref<HTMLButtonElement>; 'aria-expanded': boolean; onClick: () => void };

type Props = {
  target: (props: TargetProps) => ReactElement;
  /** A lazy component around the target; it is only there while it is open. */
  children: (target: ReactElement, close: () => void) => ReactNode;
  onOpen?: () => void;
};

/** A button whose popup is fetched when somebody asks for it. */
export function LatePopup({ target, children, onOpen }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);

  // The button is another one in the popup's tree, so the focus would be lost on the way back.
  useEffect(() => {
    if (!isOpen && wasOpen.current && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  const close = () => setOpen(false);
  const toggle = () => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  // eslint-disable-next-line react-hooks/refs -- handed to the button, not read here
  const element = target({ ref: button, 'aria-expanded': isOpen, onClick: toggle });
  return isOpen ? <Suspense fallback={element}>{children(element, close)}</Suspense> : element;
}
