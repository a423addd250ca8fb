import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSlideShow } from './useSlideShow';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (milliseconds: number) => {
  act(() => void vi.advanceTimersByTime(milliseconds));
};

it('FUN_SEQUENCE_GEN_027_and_028 shows each frame for its own time, pauses, and stands still at the end', () => {
  const { result } = renderHook(() => useSlideShow([1_000, 3_000, 1_000]));

  act(() => result.current.toggle());
  pass(1_000);
  expect(result.current.at).toBe(1);
  pass(2_900);
  expect(result.current.at).toBe(1);
  act(() => result.current.toggle());
  pass(10_000);
  expect(result.current.at).toBe(1);
  act(() => result.current.toggle());
  pass(3_000);
  pass(1_000);

  expect(result.current).toMatchObject({ at: 2, isPlaying: false });
});

it('begins again from the end', () => {
  const { result } = renderHook(() => useSlideShow([1_000, 1_000], 1));

  act(() => result.current.toggle());

  expect(result.current).toMatchObject({ at: 0, isPlaying: true });
});
