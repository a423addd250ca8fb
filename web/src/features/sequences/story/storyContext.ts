import { createContext, use } from 'react';
import type { Seed } from '@/shared/forms/seed';
import type { Character, Frame, FrameProgress, Place, Shot, Story } from '../types';
import type { FieldPath } from './edits';

/** What every part of a story's page may ask of the page. */
export type StoryContextValue = {
  story: Story;
  shots: readonly Shot[];
  selected: string | null;
  isRunning: boolean;
  progressOf: (frameId: string) => FrameProgress | undefined;
  /** What the studio has against a field, by its path in the document. */
  errorAt: (path: string) => string | undefined;
  select: (frameId: string | null) => void;
  change: (path: FieldPath, value: unknown) => void;
  commands: StoryCommands;
};

export type StoryCommands = {
  insert: (before: string | null) => void;
  remove: (frame: Frame) => void;
  /** Puts a frame before the one that stands at `to` now. */
  move: (frameId: string, to: number) => void;
  reroll: (frame: Frame, seed?: Seed) => void;
  /** Has the frame changed as the words say, and tells which of its fields were; what went wrong is thrown. */
  revise: (frame: Frame, wish: string, signal: AbortSignal) => Promise<readonly string[]>;
  choose: (frame: Frame, takeId: string) => void;
  setPicture: (frame: Frame, imageId: string | null) => void;
  /** Somebody who was taken out of the bible, at their old place and in the frames that they were in. */
  putPersonBack: (person: Character, at: number, seenIn: readonly Frame[]) => Promise<void>;
  putPlaceBack: (place: Place, at: number, seenIn: readonly Frame[]) => Promise<void>;
};

export const StoryContext = createContext<StoryContextValue | null>(null);

export function useStory(): StoryContextValue {
  const value = use(StoryContext);
  if (!value) throw new Error('StoryContext is missing above this component.');
  return value;
}
