import { createContext } from 'react';

/** Where the shell lets a page put its heading; null outside a shell. */
export const TopbarSlot = createContext<HTMLElement | null>(null);
