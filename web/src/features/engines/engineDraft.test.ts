import { expect, it } from 'vitest';
import { emptyDraft, requestOf, tidyTags } from './engineDraft';

const draft = { ...emptyDraft, name: ' Attic ', address: '192.168.1.20:8188' };

it('completes an address that people type in short', () => {
  expect(requestOf(draft)).toMatchObject({ name: 'Attic', address: 'http://192.168.1.20:8188', weight: 1 });
  expect(requestOf({ ...draft, address: 'https://gpu.lan/comfy' }).address).toBe('https://gpu.lan/comfy');
});

it.each([
  ['keep', undefined, undefined],
  ['none', '', ''],
  ['token', 'sesame', ''],
  ['password', '', 'ali'],
] as const)('sends the login "%s" as the studio expects it', (login, token, userName) => {
  expect(requestOf({ ...draft, login, token: 'sesame ', userName: 'ali', password: 'baba' })).toMatchObject(
    token === undefined ? {} : { token, userName },
  );
  expect('token' in requestOf({ ...draft, login })).toBe(login !== 'keep');
});

it('makes tags of what people type', () => {
  expect(tidyTags(['Big GPU', 'big gpu', '  ', 'SDXL!'])).toEqual(['big-gpu', 'sdxl']);
});
