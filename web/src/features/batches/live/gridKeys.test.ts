import { expect, it } from 'vitest';
import { stepFor } from './gridKeys';

const box = { columns: 4, rows: 3 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });
const from = { column: 1, row: 1 };
const step = (key: string, ctrlKey = false, count = 10) => stepFor(press(key, ctrlKey), from, box, count, 2);

it('leads in all directions, to the ends and by pages', () => {
  expect([step('ArrowLeft'), step('ArrowRight'), step('ArrowUp')]).toEqual([{ column: 0, row: 1 }, { column: 2, row: 1 }, { column: 1, row: 0 }]);
  expect([step('Home'), step('End'), step('Home', true)]).toEqual([{ column: 0, row: 1 }, { column: 3, row: 1 }, { column: 0, row: 0 }]);
  expect(step('PageUp')).toEqual({ column: 1, row: 0 });
});

it('stays among the cells where the last row is not full', () => {
  expect(step('End', true)).toEqual({ column: 1, row: 2 });
  expect(step('ArrowDown', false, 9)).toEqual({ column: 0, row: 2 });
});

it('leaves other keys alone', () => {
  expect([step('a'), step('ArrowLeft', true)]).toEqual([null, null]);
});
