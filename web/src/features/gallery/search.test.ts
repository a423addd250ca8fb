import { describe, expect, it } from 'vitest';
import { filterOf, isFiltered, patched, rangeProblem, readSearch, toggled } from './search';

describe('the address of a search', () => {
  it('takes what it understands, one value or several, and leaves the rest', () => {
    expect(readSearch({ q: 'fox', model: 'a', tag: ['x', 'y'], rating: 3, favorite: true, sort: 'oldest', odd: 1, size: {} })).toEqual({
      q: 'fox', model: ['a'], tag: ['x', 'y'], rating: 3, favorite: true, sort: 'oldest',
    });
  });

  it('takes words that look like numbers', () => {
    expect(readSearch({ q: 1984, seed: 7 })).toEqual({ q: '1984', seed: ['7'] });
  });

  it('has no place for what means nothing', () => {
    expect(readSearch({ q: '', rating: 9, sort: 'newest', favorite: false, compare: ['one'], model: [] })).toEqual({});
  });

  it('forgets an end before the beginning', () => {
    expect(readSearch({ from: '2026-02-01', to: '2026-01-31' })).toEqual({ from: '2026-02-01' });
  });

  it('knows a filter from how it is shown', () => {
    expect(isFiltered(filterOf({ sort: 'model', image: 'a' }))).toBe(false);
    expect(isFiltered(filterOf({ sort: 'model', q: 'fox' }))).toBe(true);
  });
});

it('adds a value, takes it away, and leaves no empty field', () => {
  expect(toggled({ model: ['a'] }, 'model', 'b')).toEqual({ model: ['a', 'b'] });
  expect(toggled({ q: 'fox', model: ['a'] }, 'model', 'a')).toEqual({ q: 'fox' });
  expect(patched({ q: 'fox', rating: 2 }, { rating: undefined, from: '2026-01-01' })).toEqual({ q: 'fox', from: '2026-01-01' });
});

it('says that a range ends before it begins', () => {
  expect(rangeProblem({ from: '2026-02-01', to: '2026-01-31' })).toBe('The end is before the beginning.');
  expect(rangeProblem({ from: '2026-02-01', to: '2026-02-01' })).toBeNull();
  expect(rangeProblem({ to: '2026-02-01' })).toBeNull();
});
