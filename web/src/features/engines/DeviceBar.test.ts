import { expect, it } from 'vitest';
import { shortName } from './DeviceBar';

it.each([
  ['cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync', 'NVIDIA GeForce RTX 4090'],
  ['cuda:1 Tesla T4 : native', 'Tesla T4'],
  ['cpu', 'cpu'],
])('calls %s by the name of the card', (name, short) => {
  expect(shortName(name)).toBe(short);
});
