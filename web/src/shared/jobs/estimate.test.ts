import { expect, it } from 'vitest';
import { estimateWords } from './estimate';

const span = (low: number, typical: number, high: number) => ({ low, typical, high });
const estimate = { waitSeconds: span(61, 118, 185), runSeconds: span(18, 21, 24), warm: true, engine: { id: 'a', name: 'Studio' }, samples: 14 };

it('tells the time in line apart from the time on the engine, with the range', () => {
  expect(estimateWords(estimate)).toEqual({
    wait: '~2 min',
    range: '1–3 min',
    run: 'then ~20 s',
    model: 'model loaded',
    basis: 'From 14 earlier runs. On Studio.',
  });
});

it('is no more exact than a guess can be', () => {
  const wait = (seconds: number) => estimateWords({ ...estimate, waitSeconds: span(seconds, seconds, seconds) });

  expect([1, 7, 33, 58, 3_000, 5_000, 40_000, 200_000].map(seconds => wait(seconds).wait)).toEqual([
    'now', '~7 s', '~35 s', '~1 min', '~50 min', '~1 h 25 min', '~11 h', '~2 d',
  ]);
  expect(wait(118).range).toBeNull();
  expect(estimateWords({ ...estimate, waitSeconds: span(20, 70, 130) }).range).toBe('20 s–2 min');
});

it('tells how long a held job takes, and of a quick one never that it is made now', () => {
  const run = (seconds: number) => ({ ...estimate, runSeconds: span(seconds, seconds, seconds) });

  expect(estimateWords({ ...run(0.6), waitSeconds: null })).toMatchObject({ wait: null, run: 'takes ~1 s' });
  expect(estimateWords(run(0.6)).run).toBe('then ~1 s');
});

it('says what it does not know', () => {
  const words = estimateWords({ waitSeconds: null, runSeconds: null, warm: null, engine: null, samples: 0 });

  expect(words).toEqual({ wait: null, range: null, run: null, model: null, basis: 'Nothing like it has run yet.' });
});
