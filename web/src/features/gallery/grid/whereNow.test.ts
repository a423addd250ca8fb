import { expect, it } from 'vitest';
import { whereNow } from './whereNow';

const before = Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 251);

it('follows an image when others come before it', () => {
  expect(whereNow(before, Uint8Array.from([9, 9, ...before]), 120)).toBe(122);
});

it('follows it when one before it goes', () => {
  expect(whereNow(before, before.slice(1), 120)).toBe(119);
});

it('stays where it is when one after it goes, and at the top', () => {
  expect(whereNow(before, before.slice(0, 299), 120)).toBe(120);
  expect(whereNow(before, Uint8Array.from([9, ...before]), 0)).toBe(0);
});

it('never leaves what there is', () => {
  expect(whereNow(before, before.slice(0, 10), 120)).toBe(9);
  expect(whereNow(before, new Uint8Array(), 120)).toBe(0);
});
