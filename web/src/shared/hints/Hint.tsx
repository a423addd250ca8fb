import { cloneElement, type ReactElement } from 'react';

type Props = {
  label: string;
  /** Shown on a tap, too: for words that stand nowhere else. */
  onTouch?: boolean;
  children: ReactElement<object>;
};

/** Words that appear beside what is pointed at. It costs an attribute; one `Hints` draws them all. */
export const Hint = ({ label, onTouch = false, children }: Props) =>
  cloneElement(children, { 'data-hint': label, ...(onTouch ? { 'data-hint-touch': '' } : {}) } as object);
