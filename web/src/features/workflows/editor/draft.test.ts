import { expect, it } from 'vitest';
import type { FileSlot, Graph } from '@/shared/api/types';
import { idFor, marksOf, moved, slotAt, slotFor, titleOf } from './draft';

const graph: Graph = { '3': { class_type: 'KSampler', inputs: { seed: 7, steps: 20, denoise: 0.5, add_noise: true, name: 'euler', model: ['4', 0] } } };
const slot = (name: string, ...inputs: string[]): FileSlot => ({ name, label: name, type: 'text', inputs });

it('takes a title from the file’s name, and an id that nobody has from the title', () => {
  expect(titleOf('my_nice-flow (3).json')).toBe('My nice flow');
  expect(titleOf('.json')).toBe('My workflow');
  expect(idFor('Über-Flow 2!', new Set())).toBe('u_ber_flow_2');
  expect(idFor('Flow', new Set(['flow', 'flow_2']))).toBe('flow_3');
  expect(idFor('流れ', new Set())).toBe('workflow');
});

it('makes a slot of an input by what its value looks like', () => {
  expect(slotFor(graph, '3', 'seed', [])).toMatchObject({ type: 'seed', default: -1, inputs: ['3.seed'] });
  expect(slotFor(graph, '3', 'steps', [slot('steps')])).toMatchObject({ name: 'steps_2', label: 'Steps', type: 'integer', default: 20 });
  expect(slotFor(graph, '3', 'denoise', [])).toMatchObject({ type: 'float' });
  expect(slotFor(graph, '3', 'add_noise', [])).toMatchObject({ type: 'boolean', label: 'Add noise' });
  expect(slotFor(graph, '3', 'name', [])).toMatchObject({ type: 'text' });
  expect(slotFor(graph, '3', 'model', [])).toBeNull();
  expect(slotFor(graph, '9', 'steps', [])).toBeNull();
});

it('knows which slot fills an input', () => {
  const slots = [slot('a', '3.seed'), slot('b', '3.steps', '5:2.width')];
  expect(marksOf(slots)).toContainEqual({ nodeId: '5:2', input: 'width', slot: 'b' });
  expect(slotAt(slots, '3', 'steps')?.name).toBe('b');
});

it('puts things in another order', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
