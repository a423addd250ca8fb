import { expect, it } from 'vitest';
import { readBrought } from './brought';

const text = (name: string, content = 'x') => new File([content], name, { type: 'text/plain' });

it('puts one text into the box', async () => {
  expect(await readBrought([text('shots.csv', 'action\na ship')])).toEqual({ kind: 'text', name: 'shots.csv', text: 'action\na ship' });
});

it('takes several text files for prompts, in the order of their names', async () => {
  const brought = await readBrought([text('010_storm.txt'), text('002_ship.txt')]);

  expect(brought).toMatchObject({ kind: 'prompts' });
  expect(brought?.kind === 'prompts' && brought.files.map(file => file.name)).toEqual(['002_ship.txt', '010_storm.txt']);
});

it('takes a ZIP for a project and refuses a picture by name', async () => {
  expect(await readBrought([new File(['x'], 'a.comfystudio.zip')])).toMatchObject({ kind: 'project' });
  expect(await readBrought([new File(['x'], 'cat.png', { type: 'image/png' })])).toMatchObject({ kind: 'refused', reason: expect.stringContaining('cat.png') as string });
});
