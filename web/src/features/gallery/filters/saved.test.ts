import { expect, it } from 'vitest';
import { readSearch, type GallerySearch } from '../search';
import { readQuery, writeQuery } from './saved';

it('keeps a search as parameters and reads it back', () => {
  const search: GallerySearch = { q: '"red fox" -snow', model: ['a&b', 'c'], rating: 3, favorite: true, sort: 'oldest' };

  expect(writeQuery({ ...search, image: 'open' })).toBe('q=%22red+fox%22+-snow&model=a%26b&model=c&rating=3&favorite=true&sort=oldest');
  expect(readSearch(readQuery(writeQuery(search)))).toEqual(search);
});
