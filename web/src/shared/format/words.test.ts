import { describe, expect, it } from 'vitest';
import { ago, bytes, duration, modelLabel, ordinal, plural } from './words';

describe('words', () => {
  it('counts like a person', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd']);
    expect(plural(1, 'image')).toBe('1 image');
    expect(plural(1200, 'image')).toBe('1,200 images');
  });

  it('gives sizes three digits at most', () => {
    expect([0, 999, 1000, 1_240_000_000, 99_700].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '1.2 GB', '100 kB']);
  });

  it('gives durations in the two units that matter', () => {
    expect([900, 8_000, 80_000, 7_500_000].map(duration)).toEqual(['under 1 s', '8 s', '1 min 20 s', '2 h 5 min']);
  });

  it('tells how long ago something was', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(ago('2026-01-02T11:59:58Z', now)).toBe('just now');
    expect(ago('2026-01-02T11:57:00Z', now)).toBe('3 minutes ago');
    expect(ago('2026-01-01T12:00:00Z', now)).toBe('yesterday');
  });

  it('hides folders and extensions of checkpoints', () => {
    expect(modelLabel('user_models/sdxl/dream.v2.safetensors')).toBe('dream.v2');
    expect(modelLabel('sd15\\plain.ckpt')).toBe('plain');
  });
});
