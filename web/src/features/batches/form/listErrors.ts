import type { FieldErrors } from '@/shared/forms/validate';
import type { ListPreview } from '../types';

/** Where they are listed: who wants to start nevertheless is led there. */
export const faultsId = 'list-faults';

/** `row` counts from 0. */
export type CellError = { row: number; column: string | null; message: string };

/** What is wrong in the rows: told with the preview, or by the path of a refusal. */
export function cellErrors({ errors, columns }: Pick<ListPreview, 'errors' | 'columns'>, refused: FieldErrors): CellError[] {
  const told = errors.map(error => ({ ...error, column: headerOf(columns, error.column) }));
  const known = new Set(told.map(keyOf));
  const paths = Object.entries(refused).flatMap(([path, message]): CellError[] => {
    const [, row, slot] = /^list\.rows\[(\d+)\](?:\.(.+))?$/.exec(path) ?? [];
    return row === undefined || message === undefined ? [] : [{ row: Number(row), column: headerOf(columns, slot ?? null), message }];
  });
  return [...told, ...paths.filter(error => !known.has(keyOf(error)))].toSorted((a, b) => a.row - b.row);
}

const keyOf = ({ row, column }: CellError) => `${row}/${column ?? ''}`;

/** People know their columns by the heading that they gave them. */
const headerOf = (columns: ListPreview['columns'], name: string | null) => columns.find(({ slot, header }) => slot === name || header === name)?.header ?? name;
