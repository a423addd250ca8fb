import { expect, it } from 'vitest';
import { glyphOf, isPreset, presetsFor } from './sizePresets';

it.each([512, 1024])('offers only sizes that the form accepts for %i', side => {
  for (const { width, height } of presetsFor(side)) {
    for (const edge of [width, height]) {
      expect(edge % 8).toBe(0);
      expect(edge).toBeGreaterThanOrEqual(512);
      expect(edge).toBeLessThanOrEqual(2048);
    }
  }
});

it('keeps close to the ratio that the label names', () => {
  for (const { label, width, height } of [...presetsFor(512), ...presetsFor(1024)]) {
    const [w = 1, h = 1] = label.split(':').map(Number);
    expect(Math.abs(width / height / (w / h) - 1)).toBeLessThan(0.05);
  }
});

it('recognises a preset by its numbers', () => {
  expect(isPreset({ width: 768, height: 512 }, 768, 512)).toBe(true);
  expect(isPreset({ width: 768, height: 512 }, 512, 768)).toBe(false);
  expect(isPreset({ width: 768, height: 512 }, null, 512)).toBe(false);
});

it('draws the ratio', () => {
  const { width, height } = glyphOf({ width: 1344, height: 768 });
  expect(width).toBeGreaterThan(height);
});
