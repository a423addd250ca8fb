import { expect, it } from 'vitest';
import { newTrace, traceparent, uuid } from './trace';

it('makes trace contexts of the W3C form, each another', () => {
  const [one, two] = [newTrace(), newTrace()];

  expect(traceparent(one)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(one.traceId).not.toBe(two.traceId);
});

it('makes UUIDs of version 4', () => {
  expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
