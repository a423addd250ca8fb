import { Select } from '@mantine/core';
import type { Template } from '@/shared/api/types';
import type { FieldErrors } from '@/shared/forms/validate';
import { plural } from '@/shared/format/words';
import type { ListPreview as Preview } from '../types';
import classes from './List.module.css';
import { cellErrors, faultsId, type CellError } from './listErrors';

type Props = {
  preview: Preview;
  template: Template;
  columns: Record<string, string>;
  isStale: boolean;
  errors: FieldErrors;
  onColumns: (columns: Record<string, string>) => void;
};

const nowhere = '';
const shownErrors = 50;

/** The first rows as they are understood, with what each column is for. */
export function ListPreview({ preview, template, columns, isStale, errors, onColumns }: Props) {
  const slots = template.slots.filter(({ type }) => type !== 'image' && type !== 'mask');
  const wrong = cellErrors(preview, errors);
  const isWrong = (row: number, column: Preview['columns'][number]) => wrong.some(error => error.row === row && isOf(error, column));
  // What was said once is said for all columns, or the others would lose their own guess.
  const assign = (header: string, slot: string) =>
    onColumns({ ...Object.fromEntries(preview.columns.map(column => [column.header, column.slot ?? nowhere])), ...columns, [header]: slot });

  return (
    <>
      <div className={classes.preview} data-stale={isStale || undefined} role="region" aria-label="The first rows" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {preview.columns.map(({ header, slot }) => (
                <th key={header} scope="col">
                  <span className={classes.heading} title={header}>
                    {header}
                  </span>
                  <Select
                    size="xs"
                    aria-label={`What “${header}” is for`}
                    data={[{ value: nowhere, label: 'Not used' }, ...slots.map(({ name, label }) => ({ value: name, label }))]}
                    value={columns[header] ?? slot ?? nowhere}
                    searchable
                    onChange={next => assign(header, next ?? nowhere)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                {preview.columns.map((column, place) => (
                  <td key={column.header} title={row[place]} data-wrong={isWrong(at, column) || undefined}>
                    {row[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {errors['list.columns'] !== undefined && (
        <p className={classes.said} role="alert">
          {errors['list.columns']}
        </p>
      )}
      {wrong.length > 0 && (
        <div id={faultsId} className={classes.errors} role="alert" tabIndex={0}>
          <ul aria-label="What is wrong in the rows">
            {wrong.slice(0, shownErrors).map(({ row, column, message }, at) => (
              <li key={at}>
                <b>{placeWords(row, column)}</b>
                {message}
              </li>
            ))}
            {wrong.length > shownErrors && <li>And {plural(wrong.length - shownErrors, 'more fault')}.</li>}
          </ul>
        </div>
      )}
    </>
  );
}

const placeWords = (row: number, column: string | null) => (column === null ? `Row ${row + 1}` : `Row ${row + 1}, ${column}`);
const isOf = ({ column }: CellError, { header, slot }: Preview['columns'][number]) => column === null || column === header || column === slot;
