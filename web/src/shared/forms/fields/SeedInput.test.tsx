import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import type { Seed } from '../seed';
import { SeedInput } from './SeedInput';

function show(start: Seed | null) {
  const onSeed = vi.fn();
  renderPage(function Example() {
    const [seed, setSeed] = useState(start);
    return <SeedInput label="Seed" value={seed} onChange={next => { setSeed(next); onSeed(next); }} />;
  }, '/generate');
  return onSeed;
}

it('shows a seed with all its digits, and keeps them when it is typed', async () => {
  const onSeed = show('18446744073709551615');
  const field = await screen.findByRole('textbox', { name: 'Seed' });
  expect(field).toHaveValue('18446744073709551615');

  await userEvent.clear(field);
  expect(onSeed).toHaveBeenLastCalledWith(null);
  await userEvent.type(field, '9007199254740993');
  await userEvent.tab();

  expect(field).toHaveValue('9007199254740993');
  expect(onSeed).toHaveBeenLastCalledWith('9007199254740993');
});

it('gives a number where that is exact', async () => {
  const onSeed = show(null);

  await userEvent.type(await screen.findByRole('textbox', { name: 'Seed' }), '4294967295');

  expect(onSeed).toHaveBeenLastCalledWith(4294967295);
});

it('takes −1 for a new one each time, and no letters', async () => {
  const onSeed = show(7);
  const field = await screen.findByRole('textbox', { name: 'Seed' });

  await userEvent.clear(field);
  await userEvent.type(field, '-1');
  expect(field).toHaveValue('-1');
  expect(onSeed).toHaveBeenLastCalledWith(null);
  await userEvent.tab();
  await userEvent.type(field, 'a4b2');

  expect(field).toHaveValue('42');
});
