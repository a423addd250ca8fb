import { expect, it } from 'vitest';
import { aBatch, aCell } from '../testing';
import { dimensionsOf, indexCells, keyOf, placeAt, shapeOf } from './dimensions';

const axes = [
  { slot: 'steps', label: 'Steps', values: [10, 20], zipWith: null },
  { slot: 'cfg', label: 'CFG', values: [4, 8], zipWith: null },
  { slot: 'sampler', label: 'Sampler', values: ['euler', 'ddim'], zipWith: null },
];
const cellsOf = (places: readonly number[][]) => places.map((at, index) => aCell({ index, at }));

it('lays the first axis across, the second down and keeps the third for a slider', () => {
  const batch = aBatch({ axes });
  const shape = shapeOf(dimensionsOf(batch, cellsOf([[0, 1, 1, 1, 0]])), {});

  expect([shape?.x.label, shape?.y.label, shape?.rest.map(({ label }) => label)]).toEqual(['Steps', 'CFG', ['Sampler']]);
});

it('swaps what goes across with what goes down', () => {
  const shape = shapeOf(dimensionsOf(aBatch({ axes: axes.slice(0, 2) }), cellsOf([[0, 1, 1, 0, 0]])), { x: 'axis1', y: 'axis0' });

  expect([shape?.x.label, shape?.y.label]).toEqual(['CFG', 'Steps']);
});

it('makes one dimension of axes that go in step', () => {
  const inStep = axes.map(axis => (axis.slot === 'cfg' ? { ...axis, zipWith: 0 } : axis));
  const cells = cellsOf([[0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 1, 1, 0, 0], [0, 1, 1, 1, 0]]);
  const dimensions = dimensionsOf(aBatch({ axes: inStep }), cells);
  const shape = shapeOf(dimensions, {});

  expect(dimensions.map(({ label, values }) => [label, values])).toEqual([['Steps + CFG', ['10 · 4', '20 · 8']], ['Sampler', ['euler', 'ddim']]]);
  // The cell stands at the same place of both.
  expect(shape && indexCells(cells).get(keyOf(placeAt(shape, 1, 1, {})))).toBe(3);
});

it('names the rows of a list by their prompts and the seeds by their number where they differ', () => {
  const cells = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([row = 0, seed = 0], index) =>
    aCell({ index, at: [row, 0, 0, 0, seed], seed: 100 + index, values: { prompt: row === 0 ? 'a fox' : 'a pier' } }),
  );
  const dimensions = dimensionsOf(aBatch(), cells);
  const shape = shapeOf(dimensions, {});

  expect(shape?.y.values).toEqual(['a fox', 'a pier']);
  expect(shape?.x.values).toEqual(['No. 1', 'No. 2']);
});

it('has no grid where only one thing differs', () => {
  expect(shapeOf(dimensionsOf(aBatch(), cellsOf([[0, 0, 0, 0, 0], [0, 0, 0, 0, 1]])), {})).toBeNull();
});

it('finds the cell of each place', () => {
  const cells = cellsOf([[0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 1, 0, 0], [0, 1, 1, 1, 0]]);
  const places = indexCells(cells);
  const shape = shapeOf(dimensionsOf(aBatch({ axes }), cells), { x: 'axis1', y: 'axis0' });
  const find = (column: number, row: number, shown = {}) => shape && places.get(keyOf(placeAt(shape, column, row, shown)));

  expect([find(0, 0), find(0, 1), find(1, 0), find(1, 1), find(1, 1, { axis2: 1 }), find(0, 0, { axis2: 1 })]).toEqual([0, 1, 2, 3, 4, undefined]);
});

it('names the images of drawn words by these', () => {
  const cells = ['a fox in fog', 'a fox in rain', 'a fox in fog'].map((prompt, index) => aCell({ index, at: [0, 0, 0, 0, index], seed: index, prompt }));

  expect(dimensionsOf(aBatch(), cells).map(({ label, values }) => [label, values])).toEqual([['Prompt', ['a fox in fog · 0', 'a fox in rain · 1', 'a fox in fog · 2']]]);
});
