import { expect, it } from 'vitest';
import { paperOf } from './paper';

it.each([
  ['en-US', 'letter'],
  ['fr-CA', 'letter'],
  ['en-GB', 'a4'],
  ['de', 'a4'],
  ['zh-Hans-CN', 'a4'],
])('paper of %s is %s', (language, paper) => expect(paperOf(language)).toBe(paper));
