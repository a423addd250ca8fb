import { expect, it } from 'vitest';
import type { Graph } from '@/shared/api/types';
import { layoutGraph } from './layoutGraph';

const graph: Graph = {
  '9': { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'x' } },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'a' }, _meta: { title: 'The model' } },
  '3': { class_type: 'KSampler', inputs: { model: ['4', 0], seed: 1, steps: 20 } },
};

it('stands the nodes in the order in which they run, with their values and their wires', () => {
  const { nodes, wires, width, height } = layoutGraph(graph);

  expect(nodes.toSorted((a, b) => a.x - b.x).map(({ id }) => id)).toEqual(['4', '3', '8', '9']);
  expect(nodes.find(({ id }) => id === '4')).toMatchObject({ title: 'The model', type: 'CheckpointLoaderSimple' });
  expect(nodes.find(({ id }) => id === '3')?.inputs).toEqual([{ name: 'seed', value: 1 }, { name: 'steps', value: 20 }]);
  expect(wires.map(({ from, to }) => `${from}→${to}`).toSorted()).toEqual(['3→8', '4→3', '4→8', '8→9']);
  for (const node of nodes) expect(node.x + node.width <= width && node.y + node.height <= height).toBe(true);
});

it('does not hang on a loop, nor on a link to nowhere', () => {
  const odd: Graph = { a: { class_type: 'A', inputs: { x: ['b', 0] } }, b: { class_type: 'B', inputs: { y: ['a', 0], z: ['gone', 0] } } };
  expect(layoutGraph(odd).nodes).toHaveLength(2);
});

it('places a graph of 300 nodes without any of them on another', () => {
  const large: Graph = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`${n}`, { class_type: 'N', inputs: { a: n === 0 ? 1 : [`${Math.floor((n - 1) / 3)}`, 0], b: n } }]),
  );
  const { nodes } = layoutGraph(large);
  expect(nodes).toHaveLength(300);
  expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(300);
});
