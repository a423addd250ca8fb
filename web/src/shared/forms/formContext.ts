import { createContext } from 'react';

/** What a field may ask of the form around it. */
export type FormContextValue = {
  /** Puts words at the end of the prompt, unless they are there. */
  addToPrompt: (words: string) => void;
  /** The picture that a mask belongs to; null while none is chosen. */
  pictureFor: (mask: string) => string | null;
};

export const FormContext = createContext<FormContextValue>({ addToPrompt: () => undefined, pictureFor: () => null });
