import { expect, it } from 'vitest';
import { isShotList, lengthProblem } from './storyLength';

it('FUN_SEQUENCE_GEN_005 a story has 100 to 1000 characters', () => {
  expect(lengthProblem('x'.repeat(99))).toMatch('1 more');
  expect(lengthProblem('x'.repeat(100))).toBeNull();
  expect(lengthProblem('x'.repeat(1000))).toBeNull();
  expect(lengthProblem('x'.repeat(1001))).toMatch('1 too many');
});

it.each(['1. A ship\n2. A storm', 'Shot 1: a ship\nShot 2: a storm', 'number,title,action\n1,Ship,a ship sails', 'INT. LIGHTHOUSE - NIGHT\n\nMara wakes.'])(
  'takes a list of shots in any length: %s',
  text => {
    expect(isShotList(text)).toBe(true);
    expect(lengthProblem(text)).toBeNull();
  },
);

it('takes prose for a story', () => {
  expect(isShotList('Mara keeps the light, alone, action or not.\nThe storm comes.')).toBe(false);
});
