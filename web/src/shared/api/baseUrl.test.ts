import { expect, it } from 'vitest';
import { resolveBaseUrl } from './baseUrl';

it('asks the host that served the page when the API is said to be on this machine', () => {
  expect(resolveBaseUrl('http://localhost:8000', 'localhost')).toBe('http://localhost:8000');
  expect(resolveBaseUrl('http://localhost:8000', '192.168.1.20')).toBe('http://192.168.1.20:8000');
  expect(resolveBaseUrl('http://127.0.0.1:8000/', 'studio.local')).toBe('http://studio.local:8000');
});

it('is of the same site as the page, by whichever name of this machine that was opened', () => {
  expect(resolveBaseUrl('http://localhost:8000', '127.0.0.1')).toBe('http://127.0.0.1:8000');
  expect(resolveBaseUrl('http://127.0.0.1:8000', 'localhost')).toBe('http://localhost:8000');
});

it('leaves any other address alone', () => {
  expect(resolveBaseUrl('https://api.example.org/studio/', 'studio.local')).toBe('https://api.example.org/studio');
});
